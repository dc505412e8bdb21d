#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "auth/actor.h"
#include "board/board.h"
#include "db/session.h"
#include "people/permissions.h"

namespace board {

// The row alone, with owners and users. Nothing if there is no such board, or none for this reader.
std::optional<Board> find_row(db::Session& session, const auth::Actor& reader, BoardId id);
void add_people(db::Session& session, std::vector<Board>& boards);

BoardId insert_board(db::Transaction& tx, const Board& board);
void update_board(db::Transaction& tx, const Board& board);

// Nothing if it has no permission of this name.
std::optional<PermissionId> find_permission(db::Session& session, BoardId id, std::string_view codename);
void tie_permission(db::Transaction& tx, BoardId id, PermissionId permission);

std::span<const db::Query> board_queries();
std::span<const db::Query> board_queries_of_many();

}  // namespace board
