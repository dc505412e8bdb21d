#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "json/fields.h"
#include "listing/paging.h"
#include "worklist/filter_input.h"
#include "worklist/worklist.h"

// What people send about lists.
namespace worklist {

struct NewWorklist {
  static constexpr std::string_view type_name = "NewWorklist";
  static constexpr std::string_view argument = "worklist";
  static constexpr auto ignored = std::to_array<std::string_view>({"id", "created_at", "updated_at", "items"});

  std::optional<std::string> title = {};
  std::optional<UserId> creator_id = {};
  std::optional<ProjectId> project_id = {};
  bool is_private = false;
  bool archived = false;
  bool automatic = false;
  std::optional<std::vector<NewFilter>> filters = {};
  std::optional<std::vector<UserId>> owners = {};
  std::optional<std::vector<UserId>> users = {};

  static constexpr auto fields() {
    using json::field;
    using W = NewWorklist;
    return std::tuple{
        field("title", &W::title, "What it is called.", {.max = 100}),
        field("creator_id", &W::creator_id, "Nobody but yourself."),
        field("project_id", &W::project_id, "The project that it is about."),
        field("private", &W::is_private, "Whether only its owners and users may see it."),
        field("archived", &W::archived, "Whether it is put away from the start."),
        field("automatic", &W::automatic, "Whether its filters say what is in it."),
        field("filters", &W::filters, "What an automatic list shows."),
        field("owners", &W::owners, "Who may change it; yourself if nobody is named."),
        field("users", &W::users, "Who else may move its cards."),
    };
  }
};

struct WorklistChange {
  static constexpr std::string_view type_name = "WorklistChange";
  static constexpr std::string_view argument = "worklist";
  static constexpr auto ignored =
      std::to_array<std::string_view>({"id", "created_at", "updated_at", "items", "filters", "owners", "users"});

  json::Change<std::string> title = {};
  std::optional<UserId> creator_id = {};
  json::Change<ProjectId> project_id = {};
  std::optional<bool> is_private = {};
  std::optional<bool> archived = {};
  std::optional<bool> automatic = {};

  static constexpr auto fields() {
    using json::field;
    using W = WorklistChange;
    return std::tuple{
        field("title", &W::title, "What it is called.", {.max = 100}),
        field("creator_id", &W::creator_id, "Cannot change."),
        field("project_id", &W::project_id, "The project that it is about; null for none."),
        field("private", &W::is_private, "Whether only its owners and users may see it."),
        field("archived", &W::archived, "Whether it is put away."),
        field("automatic", &W::automatic, "Whether its filters say what is in it."),
    };
  }
};

struct WorklistQuery : listing::Order {
  std::optional<std::string> title = {};
  std::optional<UserId> creator_id = {};
  std::optional<ProjectId> project_id = {};
  std::optional<bool> archived = {};
  std::optional<UserId> user_id = {};
  std::optional<StoryId> story_id = {};
  std::optional<TaskId> task_id = {};
  std::optional<bool> hide_lanes = {};
  std::optional<std::string> item_type = {};
  std::optional<std::int64_t> board_id = {};
  std::optional<UserId> subscriber_id = {};
  std::optional<std::int64_t> limit = {};
  std::optional<std::int64_t> offset = {};

  static constexpr auto fields() {
    using json::field;
    using Q = WorklistQuery;
    return std::tuple_cat(
        std::tuple{
            field("title", &Q::title, "Part of the title; % and _ are wildcards."),
            field("creator_id", &Q::creator_id, "Made by this person."),
            field("project_id", &Q::project_id, "About this project."),
            field("archived", &Q::archived, "Those put away, in place of the others; empty for the others."),
            field("user_id", &Q::user_id, "That this person may change or move cards in."),
            field("story_id", &Q::story_id, "With a card of this story, or once with one."),
            field("task_id", &Q::task_id, "With a card of this task, or once with one."),
            field("hide_lanes", &Q::hide_lanes, "Without meaning: lanes are only listed with board_id."),
            field("item_type", &Q::item_type, "With cards of this kind: story or task."),
            field("board_id", &Q::board_id, "The lanes of this board, whatever else is asked."),
            field("subscriber_id", &Q::subscriber_id, "That this person is subscribed to."),
            field("limit", &Q::limit, "The most rows to answer; all if absent."),
            field("offset", &Q::offset, "Rows to skip."),
        },
        Order::fields());
  }
};

struct PermissionInput {
  static constexpr std::string_view type_name = "WorklistPermission";
  static constexpr std::string_view argument = "permission";

  std::string codename;
  std::vector<UserId> users = {};

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("codename", &PermissionInput::codename, "edit_worklist or move_items.", {.required = true}),
        field("users", &PermissionInput::users, "Who has it.", {.required = true}),
    };
  }
};

}  // namespace worklist
