#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/actor.h"
#include "listing/list.h"
#include "worklist/item.h"

namespace worklist {

// Which cards a listing asks for.
struct WantedCard {
  std::optional<StoryId> story = {};
  std::optional<TaskId> task = {};
  std::optional<std::string> type = {};  // story or task
};

// Restricts a listing to what has such cards, archived ones too, as far as the reader may see them. `before` and
// `after` stand around the numbers of the lists that have them: "b.id in (… where l.list_id in (" and "))".
inline void only_with_card(listing::List& list, const auth::Actor& reader, const WantedCard& wanted,
                           std::string_view before, std::string_view after) {
  const auto add = [&](std::string_view which, std::vector<db::Argument> values) {
    auto sql = std::string(before) + "select i.list_id from worklist_items i where " + std::string(which) +
               " and (i.hidden = 0 or i.story_id in (select r.story_id from story_readers r where r.user_id = ?))" +
               std::string(after);
    values.emplace_back(reader.id);
    list.where(sql, values);
  };
  if (wanted.story.value_or(StoryId{})) add("i.item_type = 'story' and i.item_id = ?", {*wanted.story});
  if (wanted.task.value_or(TaskId{})) add("i.item_type = 'task' and i.item_id = ?", {*wanted.task});
  if (!wanted.type.value_or("").empty()) add("i.item_type = ?", {*wanted.type});
}

}  // namespace worklist
