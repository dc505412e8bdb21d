#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "json/fields.h"
#include "worklist/item.h"

// What people send about cards: as query parameters, as members of the body, or behind the address, in this order.
namespace worklist {

struct NewItem {
  static constexpr std::string_view type_name = "NewWorklistItem";
  static constexpr std::string_view argument = "item";
  static constexpr bool from_both = true;

  std::optional<std::int64_t> item_id = {};
  std::optional<std::string> item_type = {};
  std::optional<std::int64_t> list_position = {};

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("item_id", &NewItem::item_id, "The number of a story or task."),
        field("item_type", &NewItem::item_type, "story or task."),
        field("list_position", &NewItem::list_position, "Where to; at the end if absent or beyond it."),
    };
  }
};

struct ItemChange {
  static constexpr std::string_view type_name = "WorklistItemChange";
  static constexpr std::string_view argument = "item";
  static constexpr bool from_both = true;
  static constexpr auto ignored = std::to_array<std::string_view>(
      {"id", "item_type", "archived", "resolved_due_date", "story", "task", "created_at", "updated_at"});

  std::optional<std::int64_t> item_id = {};
  std::optional<std::int64_t> list_position = {};
  std::optional<WorklistId> list_id = {};
  std::optional<DueDateId> display_due_date = {};

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("item_id", &ItemChange::item_id, "The card, where the address does not name it."),
        field("list_position", &ItemChange::list_position, "Where to."),
        field("list_id", &ItemChange::list_id, "The list to move it to."),
        field("display_due_date", &ItemChange::display_due_date, "The due date that it shows; -1 for none."),
    };
  }
};

struct ItemRef {
  static constexpr std::string_view type_name = "WorklistItemRef";
  static constexpr std::string_view argument = "item";
  static constexpr bool from_both = true;

  std::optional<std::int64_t> item_id = {};

  static constexpr auto fields() {
    return std::tuple{json::field("item_id", &ItemRef::item_id, "The card, where the address does not name it.")};
  }
};

}  // namespace worklist
