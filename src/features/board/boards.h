#pragma once

#include "auth/actor.h"
#include "board/board.h"
#include "board/board_input.h"
#include "db/session.h"

// What follows from changing a board. All of these throw Error(not_found) where there is no such board for this
// person; a change is for those who may edit it.
namespace board {

// With lanes, their cards, and due dates.
Board read_board(db::Session& session, const auth::Actor& reader, BoardId id);

// Answers the bare row.
Board make_board(db::Transaction& tx, const auth::Actor& actor, const NewBoard& wanted, Time now);
// Answers it with lanes and their cards, without due dates.
Board change_board(db::Transaction& tx, const auth::Actor& actor, BoardId id, const BoardChange& change, Time now);
// Puts it away with all its lists; they stay readable.
void archive_board(db::Transaction& tx, const auth::Actor& actor, BoardId id, Time now);

}  // namespace board
