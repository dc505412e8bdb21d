#include "api/pairs.h"

#include <gtest/gtest.h>

#include "api/world_test.h"

namespace api {
namespace {

struct Label {
  static constexpr std::string_view type_name = "Label";
  std::int64_t id = 0;
  static constexpr auto fields() { return std::tuple{json::field("id", &Label::id, "")}; }
};

Card read_card(const Read&) { return {}; }
Card write_card(const Write&, const NewCard&) { return {}; }

std::vector<Route> table() {
  const auto anybody = Access::guest;
  return {get("/cards", "list_cards", "", list_cards),
          post("/cards", "make_card", "", anybody, write_card),
          get("/cards/{card+}", "read_card", "", read_card),
          put("/cards/{card}", "change_card", "", anybody, write_card),
          del("/cards/{card}", "remove_card", "", anybody, [](const Write&) {}),
          put("/cards/{card}/words", "add_words", "", anybody, [](const Write&, const Words&) { return Card{}; }),
          get("/labels/{label}", "read_label", "", [](const Read&) { return Label{}; }),
          put("/labels/{label}", "label_card", "", anybody, [](const Write&) { return Card{}; }),
          del("/labels/{label}", "unlabel_card", "", anybody, [](const Write&) {}),
          del("/boxes/{box}", "remove_box", "", anybody, [](const Write&) {}),
          get("/boxes/{box}", "read_box", "", [](const Read&) { return Label{}; })};
}

std::string_view reader_name(std::string_view name) {
  static const auto routes = table();
  for (const auto& route : routes) {
    if (route.name != name) continue;
    const auto* reader = reader_of(routes, route);
    return reader ? reader->name : "none";
  }
  return "no such route";
}

TEST(Pairs, AreFoundByTheirPath) {
  EXPECT_EQ(reader_name("change_card"), "read_card") << "{card+} reads the same thing by name";
  EXPECT_EQ(reader_name("remove_card"), "read_card");
  EXPECT_EQ(reader_name("remove_box"), "read_box");
}

TEST(Pairs, AreNotMadeOfLists) {
  EXPECT_EQ(reader_name("make_card"), "none");
  EXPECT_EQ(reader_name("add_words"), "none");
}

TEST(Pairs, AreNotMadeWhereThePathMeansAnotherThing) {
  EXPECT_EQ(reader_name("label_card"), "none");
  EXPECT_EQ(reader_name("unlabel_card"), "none");
}

TEST(Pairs, TellWhichFieldsCanChange) {
  const auto fields = changeable_fields(table());
  EXPECT_EQ(fields.at("Card"), std::vector<std::string_view>{"text"}) << "nobody can change the id";
  EXPECT_EQ(fields.at("Label"), std::vector<std::string_view>{});
}

}  // namespace
}  // namespace api
