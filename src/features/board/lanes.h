#pragma once

#include <vector>

#include "auth/actor.h"
#include "board/board.h"
#include "board/board_input.h"
#include "db/session.h"

namespace board {

// Moves the lanes that are named to their places, and adds those that are new: only lists that the actor may edit, and
// that are no lane elsewhere. A new one without a place comes last. Lanes that are not named stay.
void place_lanes(db::Transaction& tx, const auth::Actor& actor, const Board& board,
                 const std::vector<LanePlace>& wanted, Time now);

// The board's people and privacy hold for all its lists. To be called when its privacy changed.
void govern_lanes(db::Transaction& tx, const Board& board);

}  // namespace board
