#pragma once

#include <string_view>

#include "board/board.h"
#include "db/query.h"

namespace board {

// The columns of a board in every query that answers boards, where they are named b, and how they become one.
inline constexpr std::string_view board_columns =
    "b.title, b.description, b.creator_id, b.project_id, b.private, b.archived, b.id, b.created_at, b.updated_at";

inline Board board_from(const db::Row& row) {
  Board board;
  board.title = row.get<std::optional<std::string>>(0);
  board.description = row.get<std::optional<std::string>>(1);
  board.creator_id = row.get<std::optional<UserId>>(2);
  board.project_id = row.get<std::optional<ProjectId>>(3);
  board.is_private = row.get<bool>(4);
  board.archived = row.get<bool>(5);
  board.id = row.get<BoardId>(6);
  board.created_at = row.get<std::optional<Time>>(7);
  board.updated_at = row.get<std::optional<Time>>(8);
  return board;
}

}  // namespace board
