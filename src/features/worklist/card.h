#pragma once

#include <optional>
#include <string>

#include "base/time.h"
#include "worklist/item.h"

namespace worklist {

// A card as the rules handle it, with what its story or task is called.
struct Card {
  WorklistItemId id;
  WorklistId list_id;
  ItemType item_type = ItemType::story;
  std::int64_t item_id = 0;
  std::optional<std::string> title;
  StoryId story_id;  // its own, or its task's
  bool story_is_private = false;
  std::optional<DueDateId> display_due_date;
  bool archived = false;
  std::int64_t rank = 0;
  std::optional<Time> created_at;
  std::optional<Time> updated_at;
};

}  // namespace worklist
