#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "db/session.h"
#include "people/team.h"
#include "people/user.h"

using PermissionId = Id<struct PermissionTag>;

namespace people {

// A list of people and teams who may do what `codename` says; features tie one to each thing that they guard.
PermissionId insert_permission(db::Transaction& tx, std::string_view name, std::string_view codename, Time now);
void delete_permission(db::Transaction& tx, PermissionId id);

// Replaces the list. Somebody who does not exist is Error(not_found).
void set_permitted_users(db::Transaction& tx, PermissionId id, const std::vector<UserId>& users);
void set_permitted_teams(db::Transaction& tx, PermissionId id, const std::vector<TeamId>& teams);

std::vector<User> permitted_users(db::Session& session, PermissionId id);
std::vector<Team> permitted_teams(db::Session& session, PermissionId id);

std::span<const db::Query> permission_queries();

}  // namespace people
