#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "due_date/due_date.h"
#include "json/fields.h"
#include "listing/paging.h"

// What people send about due dates. Boards and worklists are numbers here: what they mean, and who may have a due date
// in them, is for the features above to say.
namespace due_date {

// A task or a story named by the whole object, of which only the id counts.
struct TaskRef {
  static constexpr std::string_view type_name = "TaskRef";
  static constexpr std::string_view argument = "task";
  static constexpr bool ignores_unknown = true;

  TaskId id;

  static constexpr auto fields() { return std::tuple{json::field("id", &TaskRef::id, "Which.", {.required = true})}; }
};

struct StoryRef {
  static constexpr std::string_view type_name = "StoryRef";
  static constexpr std::string_view argument = "story";
  static constexpr bool ignores_unknown = true;

  StoryId id;

  static constexpr auto fields() { return std::tuple{json::field("id", &StoryRef::id, "Which.", {.required = true})}; }
};

struct NewDueDate {
  static constexpr std::string_view type_name = "NewDueDate";
  static constexpr std::string_view argument = "due_date";
  static constexpr auto ignored =
      std::to_array<std::string_view>({"id", "created_at", "updated_at", "count", "editable", "assignable"});

  std::optional<std::string> name = {};
  std::optional<Time> date = {};
  std::optional<bool> is_private = {};
  std::optional<UserId> creator_id = {};
  std::optional<std::vector<TaskRef>> tasks = {};
  std::optional<std::vector<StoryRef>> stories = {};
  std::optional<std::vector<UserId>> owners = {};
  std::optional<std::vector<UserId>> users = {};
  std::optional<std::int64_t> board_id = {};
  std::optional<std::int64_t> worklist_id = {};

  static constexpr auto fields() {
    using json::field;
    using D = NewDueDate;
    return std::tuple{
        field("name", &D::name, "What is due.", {.max = 100}),
        field("date", &D::date, "When."),
        field("private", &D::is_private, "Whether only its owners and users may see it."),
        field("creator_id", &D::creator_id, "Nobody but yourself."),
        field("tasks", &D::tasks, "The tasks that are due then."),
        field("stories", &D::stories, "The stories that are due then."),
        field("owners", &D::owners, "Who may edit it; yourself if absent."),
        field("users", &D::users, "Who may say what is due then."),
        field("board_id", &D::board_id, "A board to show it in, that you may edit."),
        field("worklist_id", &D::worklist_id, "A worklist to show it in, that you may edit."),
    };
  }
};

struct DueDateChange {
  static constexpr std::string_view type_name = "DueDateChange";
  static constexpr std::string_view argument = "due_date";
  static constexpr auto ignored = std::to_array<std::string_view>(
      {"id", "created_at", "updated_at", "count", "editable", "assignable", "owners", "users"});

  json::Change<std::string> name = {};
  json::Change<Time> date = {};
  std::optional<bool> is_private = {};
  std::optional<UserId> creator_id = {};
  std::optional<std::vector<TaskRef>> tasks = {};
  std::optional<std::vector<StoryRef>> stories = {};
  std::optional<std::int64_t> board_id = {};
  std::optional<std::int64_t> worklist_id = {};

  static constexpr auto fields() {
    using json::field;
    using D = DueDateChange;
    return std::tuple{
        field("name", &D::name, "What is due.", {.max = 100}),
        field("date", &D::date, "When."),
        field("private", &D::is_private, "Whether only its owners and users may see it."),
        field("creator_id", &D::creator_id, "Cannot change."),
        field("tasks", &D::tasks, "The tasks that are due then, in place of those that you see there."),
        field("stories", &D::stories, "The stories that are due then, in place of those that you see there."),
        field("board_id", &D::board_id, "A further board to show it in, that you may edit."),
        field("worklist_id", &D::worklist_id, "A further worklist to show it in, that you may edit."),
    };
  }
};

struct DueDateFilter : listing::Paging {
  std::optional<std::string> name = {};
  std::optional<Time> date = {};
  std::optional<std::int64_t> board_id = {};
  std::optional<std::int64_t> worklist_id = {};
  std::optional<UserId> user = {};
  std::optional<UserId> owner = {};

  static constexpr auto fields() {
    using json::field;
    using F = DueDateFilter;
    return std::tuple_cat(
        std::tuple{
            field("name", &F::name, "Part of the name; % and _ are wildcards."),
            field("date", &F::date, "Due at exactly this moment."),
            field("board_id", &F::board_id, "Shown in this board."),
            field("worklist_id", &F::worklist_id, "Shown in this worklist."),
            field("user", &F::user, "That this person may assign."),
            field("owner", &F::owner, "That this person may edit."),
        },
        Paging::fields());
  }
};

// Who shall have a permission.
struct PermissionChange {
  static constexpr std::string_view type_name = "PermissionChange";
  static constexpr std::string_view argument = "permission";
  static constexpr bool ignores_unknown = true;

  std::string codename;
  std::vector<UserId> users;

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("codename", &PermissionChange::codename, "Which permission.", {.required = true}),
        field("users", &PermissionChange::users, "Who has it, and nobody else.", {.required = true}),
    };
  }
};

}  // namespace due_date
