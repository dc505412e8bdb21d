#pragma once

#include <string>
#include <vector>

#include "db/session.h"
#include "people/team.h"
#include "people/user.h"

namespace people {

// A team by its number or its name. Throws Error(not_found).
Team read_team(db::Session& session, const std::string& id_or_name);

Team change_team(db::Transaction& tx, TeamId id, const TeamChange& change, Time now);
void remove_team(db::Transaction& tx, TeamId id);

std::vector<User> members_of(db::Session& session, const auth::Actor& reader, TeamId id);
User add_member(db::Transaction& tx, const auth::Actor& actor, TeamId team, UserId user);
void remove_member(db::Transaction& tx, TeamId team, UserId user);

}  // namespace people
