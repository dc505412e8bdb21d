#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "board/board.h"
#include "json/fields.h"
#include "listing/paging.h"

// What people send about boards.
namespace board {

// A lane, as a whole one sent back or by its list alone.
struct LanePlace {
  static constexpr std::string_view type_name = "LanePlace";
  static constexpr std::string_view argument = "lane";
  static constexpr bool ignores_unknown = true;

  WorklistId list_id;
  std::optional<std::int64_t> position = {};

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("list_id", &LanePlace::list_id, "A worklist that you may edit.", {.required = true}),
        field("position", &LanePlace::position, "Its place; if absent it keeps its own, or comes last."),
    };
  }
};

struct NewBoard {
  static constexpr std::string_view type_name = "NewBoard";
  static constexpr std::string_view argument = "board";
  static constexpr auto ignored =
      std::to_array<std::string_view>({"id", "created_at", "updated_at", "archived", "due_dates", "permission_id"});

  std::string title;
  std::optional<std::string> description = {};
  std::optional<UserId> creator_id = {};
  std::optional<ProjectId> project_id = {};
  std::optional<bool> is_private = {};
  std::optional<std::vector<LanePlace>> lanes = {};
  std::optional<std::vector<UserId>> owners = {};
  std::optional<std::vector<UserId>> users = {};

  static constexpr auto fields() {
    using json::field;
    using B = NewBoard;
    return std::tuple{
        field("title", &B::title, "What it is called.", {.min = 1, .max = 100, .required = true}),
        field("description", &B::description, "Markdown."),
        field("creator_id", &B::creator_id, "Nobody but yourself."),
        field("project_id", &B::project_id, "The project that it is about, if any."),
        field("private", &B::is_private, "Whether only its owners and users may see it."),
        field("lanes", &B::lanes, "Worklists that you may edit; from now on the board's people govern them."),
        field("owners", &B::owners, "Who may change it and its lists; yourself if absent."),
        field("users", &B::users, "Who else may move cards in its lists."),
    };
  }
};

struct BoardChange {
  static constexpr std::string_view type_name = "BoardChange";
  static constexpr std::string_view argument = "board";
  static constexpr auto ignored = std::to_array<std::string_view>(
      {"id", "created_at", "updated_at", "due_dates", "owners", "users", "permission_id"});

  std::optional<std::string> title = {};
  json::Change<std::string> description = {};
  std::optional<UserId> creator_id = {};
  json::Change<ProjectId> project_id = {};
  std::optional<bool> is_private = {};
  std::optional<bool> archived = {};
  std::optional<std::vector<LanePlace>> lanes = {};

  static constexpr auto fields() {
    using json::field;
    using B = BoardChange;
    return std::tuple{
        field("title", &B::title, "What it is called.", {.min = 1, .max = 100, .not_null = true}),
        field("description", &B::description, "Markdown."),
        field("creator_id", &B::creator_id, "Cannot change."),
        field("project_id", &B::project_id, "The project that it is about; null for none."),
        field("private", &B::is_private, "Whether only its owners and users may see it."),
        field("archived", &B::archived, "Whether it is put away."),
        field("lanes", &B::lanes, "Lanes to move or to add; those that are not named stay as they are."),
    };
  }
};

struct BoardFilter : listing::Paging {
  std::optional<std::string> title = {};
  std::optional<UserId> creator_id = {};
  std::optional<ProjectId> project_id = {};
  std::optional<std::string> archived = {};
  std::optional<UserId> user_id = {};
  std::optional<StoryId> story_id = {};
  std::optional<TaskId> task_id = {};
  std::optional<std::string> item_type = {};

  static constexpr auto fields() {
    using json::field;
    using F = BoardFilter;
    return std::tuple_cat(
        std::tuple{
            field("title", &F::title, "Part of the title; % and _ are wildcards."),
            field("creator_id", &F::creator_id, "Made by this person."),
            field("project_id", &F::project_id, "About this project."),
            field("archived", &F::archived, "true for those that were put away, in place of the others."),
            field("user_id", &F::user_id, "That this person may edit, or move cards in."),
            field("story_id", &F::story_id, "With a card of this story."),
            field("task_id", &F::task_id, "With a card of this task."),
            field("item_type", &F::item_type, "With a card of this kind: story or task."),
        },
        Paging::fields());
  }
};

}  // namespace board
