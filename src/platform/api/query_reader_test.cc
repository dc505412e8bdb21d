#include "api/query_reader.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace api {
namespace {

enum class Mood { calm };
using ThingId = Id<struct ThingTag>;

struct Filter {
  std::optional<std::string> text = {};
  std::optional<std::int64_t> limit = {};
  std::optional<ThingId> thing_id = {};
  std::optional<bool> flag = {};
  std::optional<Time> since = {};
  std::vector<std::string> status = {};
  std::vector<ThingId> ids = {};

  static constexpr auto fields() {
    using json::field;
    using F = Filter;
    return std::tuple{field("text", &F::text, ""), field("limit", &F::limit, ""), field("thing_id", &F::thing_id, ""),
                      field("flag", &F::flag, ""), field("since", &F::since, ""), field("status", &F::status, ""),
                      field("ids", &F::ids, "")};
  }
};

Filter filter(std::string_view query) { return read_query<Filter>(parse_query(query)); }

std::string refusal(std::string_view query) {
  try {
    filter(query);
  } catch (const Error& error) {
    EXPECT_EQ(error.fault(), Fault::invalid);
    return error.what();
  }
  return "none";
}

TEST(ParseQuery, SplitsAndDecodes) {
  EXPECT_EQ(parse_query(""), QueryPairs{});
  EXPECT_EQ(parse_query("&&"), QueryPairs{});
  EXPECT_EQ(parse_query("a=1&b=x+y&a=%26%3D%C3%A9"), (QueryPairs{{"a", "1"}, {"b", "x y"}, {"a", "&=é"}}));
  EXPECT_EQ(parse_query("a"), (QueryPairs{{"a", ""}}));
  EXPECT_EQ(parse_query("a=&=b&c=d=e"), (QueryPairs{{"a", ""}, {"", "b"}, {"c", "d=e"}}));
}

TEST(ParseQuery, RefusesWhatNoTextCanHold) {
  for (const auto* query : {"a=%", "a=%4", "%zz=1", "a=%00", "a%00=1", "a=x%00y", "a=%FF", "a=%C3", "%ED%A0%80"}) {
    EXPECT_NE(refusal(query), "none") << query;
  }
}

TEST(ReadQuery, TakesEveryKind) {
  const auto all =
      filter("text=it&limit=-5&thing_id=7&flag=1&since=2026-11-22T14:24:23Z&status=a&status=b&ids=1&ids=2");
  EXPECT_EQ(all.text, "it");
  EXPECT_EQ(all.limit, -5);
  EXPECT_EQ(all.thing_id, ThingId{7});
  EXPECT_EQ(all.flag, true);
  EXPECT_EQ(all.since, Time{1'795'357'463'000'000});
  EXPECT_EQ(all.status, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(all.ids, (std::vector<ThingId>{{1}, {2}}));
}

TEST(ReadQuery, AbsentAndEmptyNumbersAreNone) {
  EXPECT_EQ(filter("").limit, std::nullopt);
  const auto blank = filter("limit=&thing_id=&since=&text=");
  EXPECT_EQ(blank.limit, std::nullopt);
  EXPECT_EQ(blank.thing_id, std::nullopt);
  EXPECT_EQ(blank.since, std::nullopt);
  EXPECT_EQ(blank.text, "");
}

// Section 1: any text but the empty one is true, and clients rely on it.
TEST(ReadQuery, AnyTextButTheEmptyOneIsTrue) {
  for (const auto* yes : {"flag=1", "flag=true", "flag=False", "flag=0", "flag=no"}) {
    EXPECT_EQ(filter(yes).flag, true) << yes;
  }
  EXPECT_EQ(filter("flag=").flag, false);
  EXPECT_EQ(filter("flag").flag, false);
}

// Section 4: lists are repeated, commas are part of the text.
TEST(ReadQuery, CommasDoNotSplit) {
  EXPECT_EQ(filter("status=a,b").status, std::vector<std::string>{"a,b"});
  EXPECT_EQ(filter("text=a&text=b").text, "b") << "of what is no list, the last counts";
}

TEST(ReadQuery, RefusesInTheV1ApisWords) {
  EXPECT_EQ(refusal("bogus=1"), "Unknown argument: \"bogus\"");
  EXPECT_EQ(refusal("limit=abc"), "Invalid input for field/attribute limit. Value: 'abc'. unable to convert to int");
  EXPECT_EQ(refusal("thing_id=1.5"),
            "Invalid input for field/attribute thing_id. Value: '1.5'. unable to convert to int");
  EXPECT_NE(refusal("limit=9223372036854775808"), "none");
  EXPECT_NE(refusal("ids=1&ids=x"), "none");
  EXPECT_NE(refusal("since=yesterday"), "none");
}

TEST(ReadQuery, TellsAllProblemsAtOnce) {
  try {
    filter("limit=a&bogus=1&thing_id=b");
    FAIL();
  } catch (const FormError& error) {
    ASSERT_EQ(error.problems().size(), 3U);
    EXPECT_EQ(error.kind(), FormError::Kind::argument);
    EXPECT_EQ(error.problems()[0].field, "limit");
    EXPECT_EQ(error.problems()[1].field, "bogus");
    EXPECT_EQ(error.problems()[2].field, "thing_id");
  }
}

// As clients send them, among them the + of an offset that nobody escaped.
TEST(ReadQuery, TakesTimes) {
  for (const auto* since :
       {"2026-11-22T14:24:23%2B00:00", "2026-11-22T14:24:23+00:00", "2026-11-22+14%3A24%3A23%2B00%3A00",
        "2026-11-22 14:24:23", "2026-11-22+14:24:23", "2026-11-22T14:24:23", "2026-11-22T15:24:23+01:00"}) {
    EXPECT_EQ(filter("since=" + std::string(since)).since, Time{1'795'357'463'000'000}) << since;
  }
}

TEST(RefuseParameters, ThatARouteDoesNotTake) {
  EXPECT_NO_THROW(refuse_parameters({}));
  EXPECT_NO_THROW(refuse_parameters({{"a", "1"}}, {"a", "b"}));
  EXPECT_THROW(refuse_parameters({{"c", "1"}}, {"a"}), FormError);
}

}  // namespace
}  // namespace api
