#include "log/line.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace logging {
namespace {

constexpr Time moment{1'795'357'463'123'999};  // 2026-11-22T14:24:23.123999Z

std::string line(Format format, std::string_view event, Fields fields) {
  std::string out;
  append_line(out, format, {moment, Level::info, event, fields});
  return out;
}

// The value alone, in the text format and in JSON.
std::string text(const Value& value) {
  const auto whole = line(Format::text, "e", {{"v", value}});
  return whole.substr(whole.find("v=") + 2, whole.size() - whole.find("v=") - 3);
}
std::string json(const Value& value) {
  const auto whole = line(Format::json, "e", {{"v", value}});
  return whole.substr(whole.find("\"v\":") + 4, whole.size() - whole.find("\"v\":") - 6);
}

TEST(Line, IsTimeLevelEventAndFields) {
  EXPECT_EQ(line(Format::text, "request",
                 {{"method", "GET"}, {"path", "/v1/stories"}, {"status", 200}, {"ms", 0.8}, {"gzip", true}}),
            "2026-11-22T14:24:23.123Z info  request method=GET path=/v1/stories status=200 ms=0.8 gzip=true\n");
  EXPECT_EQ(line(Format::json, "request", {{"method", "GET"}, {"status", 200}, {"ms", 0.8}, {"gzip", false}}),
            "{\"time\":\"2026-11-22T14:24:23.123Z\",\"level\":\"info\",\"event\":\"request\",\"method\":\"GET\","
            "\"status\":200,\"ms\":0.8,\"gzip\":false}\n");
}

TEST(Line, FollowsTheClock) {
  std::string out;
  append_line(out, Format::text, {{1'999'000}, Level::warn, "a", {}});
  append_line(out, Format::text, {{2'000'000}, Level::error, "b", {}});
  EXPECT_EQ(out, "1970-01-01T00:00:01.999Z warn  a\n1970-01-01T00:00:02.000Z error b\n");
}

TEST(Text, IsQuotedWhenItIsNotOnePlainWord) {
  EXPECT_EQ(text("a/b?c&d:e"), "a/b?c&d:e");
  EXPECT_EQ(text(""), "\"\"");
  EXPECT_EQ(text("two words"), "\"two words\"");
  EXPECT_EQ(text("status=200"), "\"status=200\"");
  EXPECT_EQ(text("Zürich"), "\"Zürich\"");
  EXPECT_EQ(json("a b"), "\"a b\"");
}

TEST(Text, CannotForgeALineOrAField) {
  EXPECT_EQ(text("x\n2026 error fake"), R"("x\n2026 error fake")");
  EXPECT_EQ(text("a\" status=500 \""), R"("a\" status=500 \"")");
  EXPECT_EQ(text("back\\slash\r\t"), R"("back\\slash\r\t")");
  EXPECT_EQ(text(std::string_view("\x1b[2J\0\x7f", 6)), R"("\u001b[2J\u0000\u007f")");
  EXPECT_EQ(text("\xC2\x85|\xE2\x80\xA8|\xE2\x80\xAE"), R"("\u0085|\u2028|\u202e")");
  EXPECT_EQ(json("\"}\n{"), R"("\"}\n{")");
}

TEST(Text, ThatIsNoUtf8IsMadeSo) {
  EXPECT_EQ(text("a\xFF\xC0z"), R"("a\ufffd\ufffdz")");
  EXPECT_EQ(json("\xED\xA0\x80"), R"("\ufffd\ufffd\ufffd")");
}

TEST(Text, PastItsLimitIsCutBetweenCharacters) {
  EXPECT_EQ(text(std::string(2048, 'x')), std::string(2048, 'x'));
  EXPECT_EQ(text(std::string(9999, 'x')), std::string(2048, 'x') + "...");
  EXPECT_EQ(text(std::string(2047, 'x') + "ü" + "yz"), std::string(2047, 'x') + "...");
  EXPECT_EQ(text(std::string(9999, '\x80')).size(), 2 + 3 + 6 * 2044);  // no UTF-8: cut somewhere near
}

TEST(Event, IsEscapedToo) {
  EXPECT_EQ(line(Format::text, "it broke\n", {}), "2026-11-22T14:24:23.123Z info  \"it broke\\n\"\n");
}

TEST(Numbers, AreShortAndValidJson) {
  EXPECT_EQ(text(std::numeric_limits<std::int64_t>::min()), "-9223372036854775808");
  EXPECT_EQ(text(0.1), "0.1");
  EXPECT_EQ(text(1e300), "1e+300");
  EXPECT_EQ(json(std::nan("")), "null");
  EXPECT_EQ(json(HUGE_VAL), "null");
}

}  // namespace
}  // namespace logging
