#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "json/fields.h"
#include "story/story.h"

namespace due_date {

// A story as a due date lists it.
struct DueStory {
  static constexpr std::string_view type_name = "DueStory";

  std::optional<std::string> title;
  std::optional<std::string> description;
  std::optional<bool> is_bug;
  std::optional<UserId> creator_id;
  std::optional<StoryTypeId> story_type_id;
  story::Status status = story::Status::invalid;
  bool is_private = false;
  StoryId id;
  std::optional<Time> created_at;
  std::optional<Time> updated_at;

  static constexpr auto fields() {
    using json::field;
    using S = DueStory;
    return std::tuple{
        field("title", &S::title, "One line that names the goal."),
        field("description", &S::description, "Markdown."),
        field("is_bug", &S::is_bug, "A bug, or a feature."),
        field("creator_id", &S::creator_id, "Who opened it."),
        field("story_type_id", &S::story_type_id, "1 bug, 2 feature, 3 private and 4 public vulnerability."),
        field("status", &S::status, "Follows from the tasks."),
        field("private", &S::is_private, "Whether only some may see it."),
        field("id", &S::id, "Never reused."),
        field("created_at", &S::created_at, "When it was opened."),
        field("updated_at", &S::updated_at, "When anything about it last changed."),
    };
  }
};

}  // namespace due_date
