#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "auth/actor.h"
#include "db/session.h"
#include "worklist/worklist_input.h"

// A list's owners and users: who has its permissions.
namespace worklist {

inline constexpr std::string_view edit_worklist = "edit_worklist", move_items = "move_items";

// What the reader may do with a list that he may see: edit_worklist, move_items. A lane's board decides for it.
std::vector<std::string> permissions_of(db::Session& session, const auth::Actor& reader, WorklistId list);

// For those who may edit the list; both answer the codename. A permission that the list has already, or that lists
// do not know, is Error(invalid); one that it does not have, or somebody who does not exist, Error(not_found).
std::string add_permission(db::Transaction& tx, const auth::Actor& actor, WorklistId list,
                           const PermissionInput& wanted, Time now);
std::string change_permission(db::Transaction& tx, const auth::Actor& actor, WorklistId list,
                              const PermissionInput& wanted, Time now);

// Without asking whether the actor may.
void create_permission(db::Transaction& tx, const auth::Actor& actor, WorklistId list, std::string_view codename,
                       const std::vector<UserId>& users, Time now);

std::span<const db::Query> people_queries();

}  // namespace worklist
