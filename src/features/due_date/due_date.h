#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "due_date/due_story.h"
#include "json/fields.h"
#include "story/task.h"

using DueDateId = Id<struct DueDateTag>;

namespace due_date {

// As one reader sees it: without the stories and tasks that he may not see, with what he may do.
struct DueDate {
  static constexpr std::string_view type_name = "DueDate";

  std::optional<std::string> name;
  std::optional<Time> date;
  bool is_private = false;
  std::optional<UserId> creator_id;
  std::vector<story::Task> tasks;
  std::vector<DueStory> stories;
  std::int64_t count = 0;
  std::vector<UserId> owners;
  std::vector<UserId> users;
  bool editable = false;
  bool assignable = false;
  DueDateId id;
  std::optional<Time> created_at;
  std::optional<Time> updated_at;

  static constexpr auto fields() {
    using json::field;
    using D = DueDate;
    return std::tuple{
        field("name", &D::name, "What is due."),
        field("date", &D::date, "When."),
        field("private", &D::is_private, "Whether only its owners and users may see it."),
        field("creator_id", &D::creator_id, "Who made it."),
        field("tasks", &D::tasks, "The tasks that are due then, as far as you may see them."),
        field("stories", &D::stories, "The stories that are due then, as far as you may see them."),
        field("count", &D::count, "How many tasks and stories; in a board, how many of its cards show it."),
        field("owners", &D::owners, "Who may edit it."),
        field("users", &D::users, "Who may say what is due then."),
        field("editable", &D::editable, "Whether you may edit it."),
        field("assignable", &D::assignable, "Whether you may say what is due then."),
        field("id", &D::id, "Never reused."),
        field("created_at", &D::created_at, "When it was made."),
        field("updated_at", &D::updated_at, "When it was last changed; null if never."),
    };
  }
};

// What a card shows of one.
struct BriefDueDate {
  static constexpr std::string_view type_name = "BriefDueDate";

  std::optional<std::string> name;
  std::optional<Time> date;
  bool is_private = false;
  std::optional<UserId> creator_id;
  DueDateId id;
  std::optional<Time> created_at;
  std::optional<Time> updated_at;

  static constexpr auto fields() {
    using json::field;
    using D = BriefDueDate;
    return std::tuple{
        field("name", &D::name, "What is due."),
        field("date", &D::date, "When."),
        field("private", &D::is_private, "Whether only its owners and users may see it."),
        field("creator_id", &D::creator_id, "Who made it."),
        field("id", &D::id, "Never reused."),
        field("created_at", &D::created_at, "When it was made."),
        field("updated_at", &D::updated_at, "When it was last changed; null if never."),
    };
  }
};

}  // namespace due_date
