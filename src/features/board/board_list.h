#pragma once

#include <span>

#include "auth/actor.h"
#include "board/board.h"
#include "board/board_input.h"
#include "db/session.h"
#include "listing/list.h"

namespace board {

// Boards that the reader may see, with owners, users, lanes and the numbers of their cards.
listing::Page<Board> list_boards(db::Session& session, const BoardFilter& filter, const auth::Actor& reader,
                                 listing::Bound bound);

}  // namespace board
