#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "db/session.h"
#include "listing/list.h"
#include "people/team.h"
#include "people/user.h"

namespace people {

std::optional<Team> find_team(db::Session& session, TeamId id);
std::optional<Team> find_team_by_name(db::Session& session, std::string_view name);
listing::Page<Team> list_teams(db::Session& session, const TeamFilter& filter, listing::Bound bound);

// A name that is taken is Error(invalid).
Team insert_team(db::Transaction& tx, const NewTeam& team, Time now);
void update_team(db::Transaction& tx, TeamId id, const TeamChange& change, Time now);
// A team that still has members is Error(invalid).
void delete_team(db::Transaction& tx, TeamId id);

std::vector<User> list_members(db::Session& session, TeamId id);
// Both say whether anything changed.
bool insert_member(db::Transaction& tx, TeamId team, UserId user);
bool delete_member(db::Transaction& tx, TeamId team, UserId user);

std::span<const db::Query> team_queries();

}  // namespace people
