#include "json/write.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "base/text.h"
#include "json/node.h"

using namespace std::string_literals;

namespace json {
namespace {

enum class Mood { calm, wild };
constexpr auto names_of(Mood) { return std::to_array<std::string_view>({"calm", "wild"}); }

struct Note {
  std::string text = "hm";
  std::optional<std::int64_t> count = {};
  Unless<std::string> more = {};
  Mood mood = Mood::wild;

  static constexpr auto fields() {
    return std::tuple{field("text", &Note::text, ""), field("count", &Note::count, ""), field("more", &Note::more, ""),
                      field("mood", &Note::mood, "")};
  }
};

TEST(Write, WritesEveryKind) {
  EXPECT_EQ(to_text(true), "true");
  EXPECT_EQ(to_text(std::numeric_limits<std::int64_t>::min()), "-9223372036854775808");
  EXPECT_EQ(to_text(std::numeric_limits<std::int64_t>::max()), "9223372036854775807");
  EXPECT_EQ(to_text("text"s), R"("text")");
  EXPECT_EQ(to_text(Mood::calm), R"("calm")");
  EXPECT_EQ(to_text(Id<Mood>{7}), "7");
  EXPECT_EQ(to_text(std::optional<bool>()), "null");
  EXPECT_EQ(to_text(std::vector<std::int64_t>{}), "[]");
  EXPECT_EQ(to_text(std::vector<std::int64_t>{1, 2}), "[1,2]");
  EXPECT_EQ(to_text(Raw{R"({"a": [1]})"}), R"({"a": [1]})");
}

// Section 1: UTC with an offset; decimals only where there are any.
TEST(Write, WritesTimesAsTheV1ApiDoes) {
  EXPECT_EQ(to_text(Time{1'795'357'463'000'000}), R"("2026-11-22T14:24:23+00:00")");
  EXPECT_EQ(to_text(Time{1'795'357'463'384'281}), R"("2026-11-22T14:24:23.384281+00:00")");
}

TEST(Write, NullIsWrittenAndUnsetIsLeftOut) {
  EXPECT_EQ(to_text(Note{}), R"({"text":"hm","count":null,"mood":"wild"})");
  EXPECT_EQ(to_text(Note{.count = 0, .more = {"yes"}}), R"({"text":"hm","count":0,"more":"yes","mood":"wild"})");
}

TEST(Write, LeavesOutWhatTheMaskSays) {
  const auto without = mask_of<Note>("text") | mask_of<Note>("mood");
  EXPECT_EQ(to_text(Note{}, without), R"({"count":null})");
  EXPECT_EQ(to_text(std::vector{Note{}, Note{}}, without), R"([{"count":null},{"count":null}])");
  EXPECT_EQ(to_text(Note{}, mask_of<Note>("text") | mask_of<Note>("count") | mask_of<Note>("mood")), "{}");
  EXPECT_EQ(mask_of<Note>("bogus"), 0U);
}

TEST(Write, EscapesWhatJsonDemands) {
  EXPECT_EQ(to_text("\"\\/"s), R"("\"\\/")");
  EXPECT_EQ(to_text("\n\r\t"s), R"("\n\r\t")");
  EXPECT_EQ(to_text("\0\x01\x1F\x7F"s), "\"\\u0000\\u0001\\u001f\x7F\"");
  EXPECT_EQ(to_text("é€🎉"s), R"("é€🎉")");
}

// The writer takes eight bytes at a time: each place in them, and the rest behind them.
TEST(Write, EscapesAtEveryPlace) {
  for (std::size_t before = 0; before <= 17; ++before) {
    for (const std::string tail : {"", "12345678", "123456789"}) {
      const std::string head(before, 'x');
      EXPECT_EQ(to_text(head + '"' + tail), '"' + head + "\\\"" + tail + '"');
      EXPECT_EQ(to_text(head + '\n' + tail), '"' + head + "\\n" + tail + '"');
      EXPECT_EQ(to_text(head + "é" + tail), '"' + head + "é" + tail + '"');
      EXPECT_EQ(to_text(head + '\xFF' + tail), '"' + head + "\uFFFD" + tail + '"');
    }
  }
}

TEST(Write, MalformedBytesBecomeTheReplacementCharacter) {
  struct Case {
    std::string bytes;
    std::string written;
  };
  const std::vector<Case> cases = {{"\x80", "\uFFFD"},                                 // a continuation alone
                                   {"a\xC3", "a\uFFFD"},                               // cut
                                   {"\xE2\x82!", "\uFFFD\uFFFD!"},                     // cut by ASCII
                                   {"\xC0\xAF", "\uFFFD\uFFFD"},                       // overlong
                                   {"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"},             // a surrogate
                                   {"\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"}};  // past U+10FFFF
  for (const auto& each : cases) EXPECT_EQ(to_text(each.bytes), '"' + each.written + '"');
}

std::string repaired(const std::string& bytes) {
  std::string out;
  for (std::size_t i = 0; i < bytes.size();) {
    const auto length = utf8_sequence(bytes, i);
    out += length ? bytes.substr(i, length) : "\uFFFD";
    i += std::max<std::size_t>(length, 1);
  }
  return out;
}

RC_GTEST_PROP(Write, AnyTextParsesBackEqual, (std::string bytes)) {
  std::erase(bytes, '\0');  // no text of ours has it, and a Document refuses it
  const Document document(to_text(bytes));
  RC_ASSERT(document.root().text() == repaired(bytes));
}

RC_GTEST_PROP(Write, WellFormedTextParsesBackUnchanged, (const std::vector<std::uint32_t>& numbers)) {
  std::string text;
  for (const auto number : numbers) {
    constexpr const char* letters[] = {"a", "\"", "\\", "\n", "\x01", "\x1F", "é", "€", "🎉", "\u2028", "/", "\x7F"};
    text += letters[number % std::size(letters)];
  }
  RC_ASSERT(Document(to_text(text)).root().text() == text);
}

RC_GTEST_PROP(Write, AnyNumberParsesBackEqual, (std::int64_t number)) {
  RC_ASSERT(Document(to_text(number)).root().integer() == number);
}

}  // namespace
}  // namespace json
