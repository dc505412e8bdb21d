#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "auth/actor.h"
#include "board/board.h"
#include "db/session.h"
#include "due_date/due_date_input.h"

// Who has edit_board and move_cards.
namespace board {

using due_date::PermissionChange;

// What the reader may do. Throws Error(not_found) where he sees no such board.
std::vector<std::string> permissions_of(db::Session& session, const auth::Actor& reader, BoardId id);

struct GivenTo {
  std::string_view codename;
  std::vector<UserId> users;
};
// Of a new board.
void make_permission(db::Transaction& tx, const auth::Actor& actor, const Board& board, const GivenTo& given, Time now);

// For those who may edit the board. The first gives a permission to further people, the second to these and nobody
// else; what does not change is not told. The first answers the permission's codename.
std::string add_permission(db::Transaction& tx, const auth::Actor& actor, BoardId id, const PermissionChange& given,
                           Time now);
void change_permission(db::Transaction& tx, const auth::Actor& actor, BoardId id, const PermissionChange& change,
                       Time now);

}  // namespace board
