#pragma once

#include <optional>
#include <span>
#include <vector>

#include "auth/actor.h"
#include "base/error.h"
#include "db/session.h"
#include "people/permissions.h"
#include "worklist/worklist.h"

// Who may see, edit and move: the list's own owners and users, or those of the board of which it is a lane.
// Superusers get no bypass.
namespace worklist {

bool can_see(db::Session& session, const auth::Actor& reader, WorklistId id);
bool can_edit(db::Session& session, const auth::Actor& actor, WorklistId id);
bool can_move(db::Session& session, const auth::Actor& actor, WorklistId id);
// Whether it is by the permission to move, not the one to edit, that he may.
bool has_move(db::Session& session, const auth::Actor& actor, WorklistId id);

// Throw Error(not_found) if not, in the same words whether there is no such list or none for this person.
void require_visible(db::Session& session, const auth::Actor& reader, WorklistId id);
void require_editable(db::Session& session, const auth::Actor& actor, WorklistId id);
void require_movable(db::Session& session, const auth::Actor& actor, WorklistId id);
Error worklist_not_found(WorklistId id);

// A board that governs a list: its people and its privacy hold in place of the list's own.
struct Guard {
  std::int64_t board_id = 0;
  PermissionId editors = {};  // who may edit
  PermissionId movers = {};   // who may move cards
  bool is_private = false;
};
// From now on the list is a lane of that board. To be called again when the board's privacy changes; who is on the
// permission lists is read from there at each request.
void govern(db::Transaction& tx, WorklistId id, const Guard& guard);
// From now on the list governs itself again.
void set_free(db::Transaction& tx, WorklistId id);

// Whether only those who may edit or move see it.
bool is_hidden(db::Session& session, WorklistId id);
// Everybody who may see a hidden list, in the order of ids.
std::vector<UserId> readers_of(db::Session& session, WorklistId id);
// The board of which it is a lane.
std::optional<std::int64_t> board_of(db::Session& session, WorklistId id);

std::span<const db::Query> guard_queries();

}  // namespace worklist
