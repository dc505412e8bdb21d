#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "due_date/due_date.h"
#include "json/fields.h"
#include "story/story.h"
#include "story/task.h"

using WorklistId = Id<struct WorklistTag>;
using WorklistItemId = Id<struct WorklistItemTag>;

// The cards of a list: each shows a story or a task.
namespace worklist {

// Where an archived card is said to be.
inline constexpr std::int64_t archived_position = 99999;

enum class ItemType { story, task };

constexpr auto names_of(ItemType) { return std::to_array<std::string_view>({"story", "task"}); }

// A story as its card shows it.
struct CardStory : story::Story {
  static constexpr std::string_view type_name = "CardStory";

  std::vector<DueDateId> due_dates = {};

  static constexpr auto fields() {
    using json::field;
    using story::Story;
    return std::tuple{
        field("title", &Story::title, "One line that names the goal."),
        field("description", &Story::description, "Markdown."),
        field("is_bug", &Story::is_bug, "A bug, or a feature."),
        field("creator_id", &Story::creator_id, "Who opened it."),
        field("story_type_id", &Story::story_type_id, "1 bug, 2 feature, 3 private and 4 public vulnerability."),
        field("status", &Story::status, "Follows from the tasks."),
        field("task_statuses", &Story::task_statuses, "Null: ask the story for them."),
        field("tags", &Story::tags, "The names of its tags."),
        field("due_dates", &CardStory::due_dates, "Those of its due dates that you may see."),
        field("private", &Story::is_private, "Whether only some may see it."),
        field("id", &Story::id, "Never reused."),
        field("created_at", &Story::created_at, "When it was opened."),
        field("updated_at", &Story::updated_at, "When anything about it last changed."),
    };
  }
};

// A card. What follows from the filters of an automatic list has only the first four members, and the story or task.
struct WorklistItem {
  static constexpr std::string_view type_name = "WorklistItem";

  WorklistId list_id;
  std::int64_t item_id = 0;
  ItemType item_type = ItemType::story;
  std::int64_t list_position = 0;
  json::Unless<bool> archived = {};
  json::Unless<std::optional<DueDateId>> display_due_date = {};
  json::Unless<std::optional<due_date::BriefDueDate>> resolved_due_date = {};
  json::Unless<CardStory> story = {};
  json::Unless<story::Task> task = {};
  json::Unless<WorklistItemId> id = {};
  json::Unless<std::optional<Time>> created_at = {};
  json::Unless<std::optional<Time>> updated_at = {};

  static constexpr auto fields() {
    using json::field;
    using I = WorklistItem;
    return std::tuple{
        field("list_id", &I::list_id, "The list that it is in."),
        field("item_id", &I::item_id, "The number of the story or task."),
        field("item_type", &I::item_type, "story or task."),
        field("list_position", &I::list_position, "0 is on top; 99999 says that it is archived."),
        field("archived", &I::archived, "Whether it was taken off the list."),
        field("display_due_date", &I::display_due_date, "The due date that it shows; null for none."),
        field("resolved_due_date", &I::resolved_due_date, "The due date itself, if you may see it."),
        field("story", &I::story, "The story itself."),
        field("task", &I::task, "The task itself."),
        field("id", &I::id, "The card's own number, never reused."),
        field("created_at", &I::created_at, "When it was added."),
        field("updated_at", &I::updated_at, "When it was last changed; null if never."),
    };
  }
};

}  // namespace worklist
