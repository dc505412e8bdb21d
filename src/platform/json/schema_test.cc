#include "json/schema.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "json/node.h"

namespace json {
namespace {

enum class Mood { calm, wild };
constexpr auto names_of(Mood) { return std::to_array<std::string_view>({"calm", "wild"}); }

struct Inner {
  static constexpr std::string_view type_name = "Inner";
  std::string text;
  static constexpr auto fields() { return std::tuple{field("text", &Inner::text, "")}; }
};

struct Outer {
  static constexpr std::string_view type_name = "Outer";
  std::string name;
  Unless<std::string> more;
  Change<Time> at;
  std::vector<Inner> inners;
  static constexpr auto fields() {
    return std::tuple{field("name", &Outer::name, "Its name.", {.min = 3, .required = true, .pattern = Pattern::name}),
                      field("more", &Outer::more, ""), field("at", &Outer::at, "When."),
                      field("inners", &Outer::inners, "")};
  }
};

struct List {
  static constexpr std::string_view type_name = "List";
  std::vector<std::string> words;
  static constexpr auto fields() { return std::tuple{field("words", &List::words, "")}; }
  static constexpr auto list = &List::words;
};

template <class T>
std::string schema(const Limits& limits = {}, std::string_view about = {}) {
  Schemas named;
  return schema_of<T>(named, Direction::input, limits, about);
}

TEST(Schema, OfEachKind) {
  EXPECT_EQ(schema<bool>(), R"({"type":"boolean"})");
  EXPECT_EQ(schema<std::int64_t>({}, "How many."), R"({"type":"integer","description":"How many.","format":"int64"})");
  EXPECT_EQ(schema<Id<Mood>>(), R"({"type":"integer","format":"int64"})");
  EXPECT_EQ(schema<Time>(), R"({"type":"string","format":"date-time"})");
  EXPECT_EQ(schema<Mood>(), R"({"type":"string","enum":["calm","wild"]})");
  EXPECT_EQ(schema<std::string>({.min = 3, .max = 5}), R"({"type":"string","minLength":3,"maxLength":5})");
  EXPECT_EQ(schema<std::vector<std::int64_t>>(), R"({"type":"array","items":{"type":"integer","format":"int64"}})");
  EXPECT_EQ(schema<List>(), R"({"type":"array","items":{"type":"string"}})");
}

TEST(Schema, SaysWhereNullIsMeant) {
  EXPECT_EQ(schema<std::optional<bool>>(), R"({"type":["boolean","null"]})");
  EXPECT_EQ(schema<Change<bool>>(), R"({"type":["boolean","null"]})");
  EXPECT_EQ(schema<Change<Inner>>(), R"({"anyOf":[{"$ref":"#/components/schemas/Inner"},{"type":"null"}]})");
  EXPECT_EQ(schema<std::optional<Mood>>(), R"({"anyOf":[{"type":"string","enum":["calm","wild"]},{"type":"null"}]})");
  EXPECT_EQ(schema<std::optional<Inner>>(), R"({"anyOf":[{"$ref":"#/components/schemas/Inner"},{"type":"null"}]})");
}

TEST(Schema, OfATypeIsKeptByItsName) {
  Schemas named;
  EXPECT_EQ(schema_of<Outer>(named, Direction::input), R"({"$ref":"#/components/schemas/Outer"})");
  EXPECT_EQ(named.size(), 2U);
  EXPECT_TRUE(named.contains("Inner"));
  const Document outer(named["Outer"]);
  const auto properties = outer.root().find("properties");
  ASSERT_TRUE(properties);
  EXPECT_EQ(properties->size(), 4U);
  EXPECT_EQ(properties->find("name")->find("minLength")->integer(), 3);
  EXPECT_EQ(properties->find("name")->find("pattern")->text(), name_pattern);
  EXPECT_EQ(outer.root().find("additionalProperties")->boolean(), false);
}

TEST(Schema, RequiresInInputsWhatIsAskedForAndInAnswersWhatIsAlwaysThere) {
  const auto required = [](Direction direction) {
    Schemas named;
    schema_of<Outer>(named, direction);
    return Document(named["Outer"]).root().find("required")->to_text();
  };
  EXPECT_EQ(required(Direction::input), R"(["name"])");
  EXPECT_EQ(required(Direction::answer), R"(["name","at","inners"])");
}

TEST(Schema, OfAVariantLacksTheMembersLeftOut) {
  Schemas named;
  const auto without = mask_of<Outer>("inners") | mask_of<Outer>("more");
  EXPECT_EQ(variant_schema<Outer>(named, "read_outer_answer", without),
            R"({"$ref":"#/components/schemas/read_outer_answer"})");
  const Document variant(named["read_outer_answer"]);
  EXPECT_EQ(variant.root().find("properties")->size(), 2U);
  EXPECT_EQ(variant.root().find("required")->to_text(), R"(["name","at"])");
}

}  // namespace
}  // namespace json
