#include "api/etag.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/error.h"

namespace api {
namespace {

constexpr auto fields = std::to_array<std::string_view>({"title", "private"});

SeenState seen(const std::string& body, Subject subject = {"Story", 12}) {
  static std::string tag;
  tag = strong_tag(subject, body, fields);
  auto state = read_state(std::string_view(tag).substr(1, tag.size() - 2));
  return state;
}

TEST(StrongTag, TellsKindIdAndEachField) {
  const auto tag = strong_tag({"Story", 12}, R"({"title":"a","private":false,"id":12})", fields);
  EXPECT_TRUE(tag.starts_with("\"Story-12-")) << tag;
  EXPECT_EQ(tag.size(), std::string("\"Story-12-xxxxxxxxxxx-aaaaabbbbb\"").size());
  const auto state = read_state(std::string_view(tag).substr(1, tag.size() - 2));
  EXPECT_EQ(state.subject, (Subject{"Story", 12}));
  EXPECT_EQ(state.fields.size(), 10U);
}

// Clients keep tags while servers are restarted and replaced.
TEST(StrongTag, StaysTheSame) {
  EXPECT_EQ(strong_tag({"Story", 12}, R"({"title":"a","private":false,"id":12})", fields),
            R"("Story-12-W7aFUVT0I4G-UeGOQdUZ.4")");
}

TEST(StrongTag, TellsWhichFieldChanged) {
  const std::string before_text =
      strong_tag({"Story", 12}, R"({"title":"a","private":false,"status":"active"})", fields);
  const auto before = read_state(std::string_view(before_text).substr(1, before_text.size() - 2));
  const auto same = seen(R"({"title":"a","private":false,"status":"active"})");
  EXPECT_EQ(same.whole, before.whole);
  const auto derived = seen(R"({"title":"a","private":false,"status":"merged"})");
  EXPECT_NE(derived.whole, before.whole);
  EXPECT_TRUE(derived.same_field(before, 0) && derived.same_field(before, 1));
  const auto title = seen(R"({"title":"b","private":false,"status":"active"})");
  EXPECT_FALSE(title.same_field(before, 0));
  EXPECT_TRUE(title.same_field(before, 1));
  const auto gone = seen(R"({"private":false})");
  EXPECT_FALSE(gone.same_field(before, 0));
}

TEST(StrongTag, OfOtherFieldsHasNothingInCommon) {
  const auto narrow = strong_tag({"Story", 12}, R"({"title":"a"})", std::span(fields).first(1));
  const auto state = read_state(std::string_view(narrow).substr(1, narrow.size() - 2));
  EXPECT_FALSE(seen(R"({"title":"a"})").same_field(state, 0));
}

TEST(StrongTag, IsAnotherForAnotherKind) {
  EXPECT_NE(seen("{}", {"Story", 1}).subject, seen("{}", {"Task", 1}).subject);
  const std::string story(seen("{}", {"Story", 1}).whole);
  EXPECT_NE(story, seen("{}", {"Task", 1}).whole);
}

TEST(WeakTag, TellsRowsAndHeaders) {
  using Headers = std::vector<std::pair<std::string, std::string>>;
  const auto tag = weak_tag("[1]", Headers{{"X-Total", "1"}});
  EXPECT_TRUE(tag.starts_with("W/\"") && tag.ends_with('"'));
  EXPECT_EQ(tag, weak_tag("[1]", Headers{{"X-Total", "1"}}));
  EXPECT_NE(tag, weak_tag("[2]", Headers{{"X-Total", "1"}}));
  EXPECT_NE(tag, weak_tag("[1]", Headers{{"X-Total", "2"}}));
}

std::string read_back(std::string_view text) {
  const auto list = read_tags(text, "If-Match");
  std::string out = list.any ? "*" : "";
  for (const auto& tag : list.tags) out.append(tag.weak ? "weak " : "").append(tag.opaque).append("|");
  return out;
}

TEST(Tags, AreReadAsTheStandardHasThem) {
  EXPECT_EQ(read_back("*"), "*");
  EXPECT_EQ(read_back(" * "), "*");
  EXPECT_EQ(read_back(R"("xyzzy")"), "xyzzy|");
  EXPECT_EQ(read_back(R"("xyzzy", W/"r2d2xxxx",,"c,3po" , "")"), "xyzzy|weak r2d2xxxx|c,3po||");
}

TEST(Tags, LoseTheMarkOfACoding) { EXPECT_EQ(read_back(R"("x-gzip", W/"y-gzip")"), "x|weak y|"); }

TEST(Tags, AreRefusedWhenMalformed) {
  for (const auto* bad : {"", " ", ",", "xyzzy", "\"a", "a\"", "\"a\"\"b\"", "\"a\" \"b\"", "W/", "w/\"a\"", "*, \"a\"",
                          "**", "*, *", "W/*", "\"a\x01\"", "\"a b\"", "\"a\"x"}) {
    EXPECT_THROW(read_tags(bad, "If-Match"), Error) << bad;
  }
}

TEST(Tags, AreComparedWeakly) {
  const auto list = read_tags(R"(W/"a", "b")", "If-None-Match");
  EXPECT_TRUE(find_weakly(list, "\"a\""));
  EXPECT_TRUE(find_weakly(list, "W/\"a\""));
  EXPECT_TRUE(find_weakly(list, "W/\"b\""));
  EXPECT_FALSE(find_weakly(list, "\"c\""));
}

// Whatever stands in a header is a list of tags or refused.
RC_GTEST_PROP(Tags, AreReadOrRefused, ()) {
  const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("*,W/\"\" -abc\x01\xFF")));
  try {
    const auto list = read_tags(text, "If-Match");
    RC_ASSERT(list.any != !list.tags.empty());
    for (const auto& tag : list.tags) read_state(tag.opaque);
  } catch (const Error& error) {
    RC_ASSERT(error.fault() == Fault::invalid);
  }
}

TEST(State, OfOthersTagsIsNone) {
  for (const auto* text : {"", "x", "-", "Story", "Story-12", "Story-x-aaaaaaaaaaa-", "Story-12-short-", "----"}) {
    EXPECT_TRUE(read_state(text).subject.kind.empty()) << text;
  }
}

}  // namespace
}  // namespace api
