#pragma once

#include "db/session.h"
#include "demo/community.h"
#include "demo/random.h"

// The parts of found_community(). Each takes what is there already by its name.
namespace demo {

// With the demo's two accounts, and the teams: one for each organisation, the security team, and (by
// found_repositories) the core of each service.
void found_people(db::Transaction& tx, Community& community, std::size_t count, Random& random);

// With groups, branches and milestones.
void found_repositories(db::Transaction& tx, Community& community, std::size_t count);
std::size_t most_repositories();

void found_tags(db::Transaction& tx, Community& community);

TeamId team_named(db::Transaction& tx, const std::string& name, Time made);

}  // namespace demo
