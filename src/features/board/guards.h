#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "auth/actor.h"
#include "base/error.h"
#include "board/board.h"
#include "db/session.h"
#include "listing/list.h"

// Who may see a board, who may change it, who may move its cards. Superusers get no bypass; what one may not see, or
// not change, answers like what does not exist.
namespace board {

inline constexpr std::string_view edit_board = "edit_board", move_cards = "move_cards";

bool can_see(db::Session& session, const auth::Actor& reader, BoardId id);
bool can_edit(db::Session& session, const auth::Actor& actor, BoardId id);

// Throw Error(not_found) if not.
void require_visible(db::Session& session, const auth::Actor& reader, BoardId id);
void require_editable(db::Session& session, const auth::Actor& actor, BoardId id);
Error board_not_found(BoardId id);

// Everybody who may see a private board, in the order of ids.
std::vector<UserId> readers_of(db::Session& session, BoardId id);

// Restricts a list of boards, named b, to what the reader may see.
void only_visible(listing::List& list, const auth::Actor& reader);

std::span<const db::Query> guard_queries();

}  // namespace board
