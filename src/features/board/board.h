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
#include "worklist/worklist.h"

using BoardId = Id<struct BoardTag>;
using LaneId = Id<struct LaneTag>;

namespace board {

// A worklist in its place in a board.
struct Lane {
  static constexpr std::string_view type_name = "Lane";

  BoardId board_id;
  WorklistId list_id;
  worklist::Worklist worklist;
  std::int64_t position = 0;
  LaneId id;
  std::optional<Time> created_at;
  std::optional<Time> updated_at;

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("board_id", &Lane::board_id, "The board."),
        field("list_id", &Lane::list_id, "The worklist."),
        field("worklist", &Lane::worklist, "The worklist itself, with its cards."),
        field("position", &Lane::position, "Lanes stand in this order; the lowest is leftmost."),
        field("id", &Lane::id, "The lane's own number, never reused."),
        field("created_at", &Lane::created_at, "When it was added."),
        field("updated_at", &Lane::updated_at, "When it was last moved; null if never."),
    };
  }
};

struct Board {
  static constexpr std::string_view type_name = "Board";

  std::optional<std::string> title;
  std::optional<std::string> description;
  std::optional<UserId> creator_id;
  std::optional<ProjectId> project_id;
  bool is_private = false;
  bool archived = false;
  std::vector<Lane> lanes;
  json::Unless<std::vector<due_date::DueDate>> due_dates;  // given where one board is read
  std::vector<UserId> owners;
  std::vector<UserId> users;
  BoardId id;
  std::optional<Time> created_at;
  std::optional<Time> updated_at;

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("title", &Board::title, "What it is called."),
        field("description", &Board::description, "Markdown."),
        field("creator_id", &Board::creator_id, "Who made it."),
        field("project_id", &Board::project_id, "The project that it is about, if any."),
        field("private", &Board::is_private, "Whether only its owners and users may see it."),
        field("archived", &Board::archived, "Whether it was put away."),
        field("lanes", &Board::lanes, "Its worklists, from left to right."),
        field("due_dates", &Board::due_dates, "The due dates shown in it, as far as you may see them."),
        field("owners", &Board::owners, "Who may change it and its lists."),
        field("users", &Board::users, "Who else may move cards in its lists."),
        field("id", &Board::id, "Never reused."),
        field("created_at", &Board::created_at, "When it was made."),
        field("updated_at", &Board::updated_at, "When it was last changed; null if never."),
    };
  }
};

}  // namespace board
