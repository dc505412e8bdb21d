#include "json/read.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

#include "json/write.h"

namespace json {
namespace {

enum class Mood { calm, wild };
constexpr auto names_of(Mood) { return std::to_array<std::string_view>({"calm", "wild"}); }
using ThingId = Id<struct ThingTag>;

// Named by a whole object, of which only the id counts.
struct Ref {
  static constexpr std::string_view type_name = "Ref";
  static constexpr std::string_view argument = "ref";
  static constexpr bool ignores_unknown = true;
  ThingId id;
  static constexpr auto fields() { return std::tuple{field("id", &Ref::id, "")}; }
};

struct Words {
  static constexpr std::string_view type_name = "Words";
  static constexpr std::string_view argument = "words";
  std::vector<std::string> words;
  static constexpr auto fields() { return std::tuple{field("words", &Words::words, "")}; }
  static constexpr auto list = &Words::words;
};

struct Thing {
  static constexpr std::string_view type_name = "Thing";
  static constexpr std::string_view argument = "thing";
  static constexpr auto ignored = std::to_array<std::string_view>({"id", "created_at"});

  std::string title;
  std::optional<std::string> name = {};
  Change<std::string> note = {};
  std::int64_t count = 7;
  bool loud = true;
  std::optional<Time> at = {};
  Change<ThingId> parent = {};
  Mood mood = Mood::calm;
  std::vector<Ref> refs = {};

  static constexpr auto fields() {
    using T = Thing;
    return std::tuple{field("title", &T::title, "", {.min = 3, .max = 5, .required = true}),
                      field("name", &T::name, "", {.max = 9, .not_null = true, .pattern = Pattern::name}),
                      field("note", &T::note, ""),
                      field("count", &T::count, ""),
                      field("loud", &T::loud, ""),
                      field("at", &T::at, ""),
                      field("parent", &T::parent, ""),
                      field("mood", &T::mood, ""),
                      field("refs", &T::refs, "")};
  }
};

// Every problem as "field: message"; those of the schema (message and field) are marked by a !.
template <class T = Thing>
std::vector<std::string> problems(const std::string& text) {
  std::vector<std::string> out;
  try {
    read<T>(text);
  } catch (const FormError& error) {
    const auto* mark = error.kind() == FormError::Kind::schema ? "! " : "";
    for (const auto& one : error.problems()) out.push_back(mark + one.field + ": " + one.message);
  }
  return out;
}

// The one problem of a thing with this member.
std::string problem(const std::string& member) {
  const auto all = problems("{\"title\": \"good\", " + member + "}");
  return all.size() == 1 ? all.front() : std::to_string(all.size()) + " problems";
}

TEST(Read, TakesEveryKind) {
  const auto thing = read<Thing>(
      R"({"title": "good", "name": "a/b", "note": "hm", "count": -3, "loud": false, "at": "2026-11-22T15:24:23+01:00",
          "parent": 4, "mood": "wild", "refs": [{"id": 1}, {"id": 2, "full_name": "ignored"}]})");
  EXPECT_EQ(thing.title, "good");
  EXPECT_EQ(thing.name, "a/b");
  EXPECT_EQ(thing.note, std::optional<std::string>("hm"));
  EXPECT_EQ(thing.count, -3);
  EXPECT_FALSE(thing.loud);
  EXPECT_EQ(thing.at, Time{1'795'357'463'000'000});
  EXPECT_EQ(thing.parent, std::optional(ThingId{4}));
  EXPECT_EQ(thing.mood, Mood::wild);
  ASSERT_EQ(thing.refs.size(), 2U);
  EXPECT_EQ(thing.refs[1].id, ThingId{2});
}

TEST(Read, AbsentMembersKeepTheirDefaults) {
  const auto thing = read<Thing>(R"({"title": "good"})");
  EXPECT_EQ(thing.count, 7);
  EXPECT_TRUE(thing.loud);
  EXPECT_EQ(thing.note, std::nullopt);
  EXPECT_EQ(thing.parent, std::nullopt);
}

TEST(Read, AChangeKnowsAbsentFromNull) {
  EXPECT_FALSE(read<Thing>(R"({"title": "good"})").note);
  const auto cleared = read<Thing>(R"({"title": "good", "note": null, "parent": null, "at": null})");
  ASSERT_TRUE(cleared.note);
  EXPECT_FALSE(*cleared.note);
  ASSERT_TRUE(cleared.parent);
  EXPECT_FALSE(*cleared.parent);
  EXPECT_FALSE(cleared.at) << "where there is no absent, null is none";
}

TEST(Read, IgnoresWhatClientsSendBack) {
  EXPECT_EQ(read<Thing>(R"({"title": "good", "id": 3, "created_at": "2026-11-22T14:24:23+00:00"})").title, "good");
  EXPECT_EQ(read<Thing>(R"({"title": "good", "id": null, "created_at": null})").title, "good");
  EXPECT_EQ(problem(R"("id": "x")"), "id: Invalid input for field/attribute id. Value: 'x'. unable to convert to int");
  EXPECT_NE(problem(R"("created_at": {"any": "thing"})"), "0 problems");
}

// The messages of section 2, of both kinds.
TEST(Read, SaysWhatIsWrongInTheV1ApisWords) {
  struct Case {
    const char* member;
    const char* problem;
  };
  const Case cases[] = {
      {R"("title": "ab")", "! title: 'ab' is too short"},
      {R"("title": "sixsix")", "! title: 'sixsix' is too long"},
      {R"("title": 5)", "! title: 5 is not of type 'string'"},
      {R"("title": null)", "! title: None is not of type 'string'"},
      {R"("name": null)", "! name: None is not of type 'string'"},
      {R"("name": ["a"])", "! name: ['a'] is not of type 'string'"},
      {R"("name": "a b")",
       R"(name: Invalid input for field/attribute name. Value: 'a b'. Value should match the pattern ^[a-zA-Z0-9]+([_\-\./]?[a-zA-Z0-9]+)*$)"},
      {R"("bogus": 1)", "bogus: Unknown attribute for argument thing: bogus"},
      {R"("count": "abc")", "count: Invalid input for field/attribute count. Value: 'abc'. unable to convert to int"},
      {R"("count": null)", "count: Invalid input for field/attribute count. Value: None. unable to convert to int"},
      {R"("parent": [])", "parent: Invalid input for field/attribute parent. Value: []. unable to convert to int"},
      {R"("mood": "x")",
       "mood: Invalid input for field/attribute mood. Value: 'x'. Value should be one of: calm, wild"},
      {R"("mood": 0)", "mood: Invalid input for field/attribute mood. Value: 0. Value should be one of: calm, wild"},
      {R"("loud": "perhaps")",
       "loud: Invalid input for field/attribute loud. Value: 'perhaps'. Value not an unambiguous boolean"},
      {R"("refs": [{"id": 1}, {"id": "x"}])",
       "refs.1.id: Invalid input for field/attribute refs.1.id. Value: 'x'. unable to convert to int"},
  };
  for (const auto& each : cases) EXPECT_EQ(problem(each.member), each.problem);
  EXPECT_EQ(problems("{}"), std::vector<std::string>{"! : 'title' is a required property"});
}

TEST(Read, RefusesTimesThatSayNoOffset) {
  EXPECT_EQ(problem(R"("at": "2026-11-22T14:24:23Z")"), "0 problems");
  for (const auto* time : {R"("2026-11-22T14:24:23")", R"("yesterday")", "5", "{}"}) {
    EXPECT_TRUE(problem("\"at\": " + std::string(time)).starts_with("at: Invalid input for field/attribute at. "))
        << time;
  }
}

TEST(Read, TellsAllProblemsAtOnceThoseOfTheSchemaFirst) {
  EXPECT_EQ(problems(R"({"count": "abc", "name": 5, "bogus": 1, "mood": "x"})"),
            (std::vector<std::string>{
                "! : 'title' is a required property", "! name: 5 is not of type 'string'",
                "! count: Invalid input for field/attribute count. Value: 'abc'. unable to convert to int",
                "! mood: Invalid input for field/attribute mood. Value: 'x'. Value should be one of: calm, wild",
                "! bogus: Unknown attribute for argument thing: bogus"}));
}

TEST(Read, CountsCharactersNotBytes) {
  EXPECT_EQ(read<Thing>(R"({"title": "ééééé"})").title, "ééééé");
  EXPECT_EQ(problems(R"({"title": "éé"})"), std::vector<std::string>{"! title: 'éé' is too short"});
}

TEST(Read, TakesNumbersOfSixtyFourBits) {
  const auto count = [](const std::string& json) { return problem("\"count\": " + json); };
  for (const auto* good : {"9223372036854775807", "-9223372036854775808", "\"12\"", "\"-1\""}) {
    EXPECT_EQ(count(good), "0 problems") << good;
  }
  for (const auto* bad : {"9223372036854775808", "-9223372036854775809", "18446744073709551616", "1e30", "1.5",
                          "\"9223372036854775808\"", "\"\"", "\" 1\"", "true"}) {
    EXPECT_TRUE(count(bad).ends_with("unable to convert to int")) << bad << ": " << count(bad);
  }
}

TEST(Read, TakesUnambiguousBooleans) {
  const auto loud = [](const std::string& json) { return read<Thing>(R"({"title":"good","loud":)" + json + "}").loud; };
  for (const auto* yes : {"true", "1", "\"true\"", "\"yes\"", "\"on\"", "\"1\""}) EXPECT_TRUE(loud(yes)) << yes;
  for (const auto* no : {"false", "0", "\"false\"", "\"no\"", "\"off\"", "\"0\""}) EXPECT_FALSE(loud(no)) << no;
}

TEST(Read, TakesAListForATypeOfOneField) {
  EXPECT_EQ(read<Words>(R"(["a", "b"])").words, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(problems<Words>(R"({"words": []})").size(), 1U);
  EXPECT_EQ(problems<Words>(R"(["a", 1])").size(), 1U);
}

TEST(Read, TheBodyIsWhatTheTypeIs) {
  EXPECT_EQ(problems("[]"), std::vector<std::string>{": The request body must be a JSON object, not []"});
  EXPECT_EQ(problems<std::vector<std::string>>("5"),
            std::vector<std::string>{": The request body must be a JSON array, not 5"});
}

TEST(Name, IsWordsWithSingleSeparators) {
  for (const auto* good : {"a", "7", "openstack-infra/storyboard", "a_b-c.d/e", "A1"})
    EXPECT_TRUE(is_name(good)) << good;
  for (const auto* bad : {"", "-a", "a-", "a--b", "a/.b", "a b", "é", "a\n", "/"}) EXPECT_FALSE(is_name(bad)) << bad;
}

RC_GTEST_PROP(Read, TakesBackWhatWasWritten,
              (std::int64_t count, bool loud, bool wild, const std::vector<std::int64_t>& ids)) {
  Thing thing{.title = "good", .name = "x", .count = count, .loud = loud, .mood = wild ? Mood::wild : Mood::calm};
  thing.note.emplace();
  for (const auto id : ids) thing.refs.push_back({ThingId{id}});
  RC_ASSERT(to_text(read<Thing>(to_text(thing))) == to_text(thing));
}

}  // namespace
}  // namespace json
