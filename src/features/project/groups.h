#pragma once

#include <string>
#include <vector>

#include "auth/actor.h"
#include "db/session.h"
#include "project/group.h"
#include "project/project.h"

namespace project {

// Groups by their number or their name. Both throw Error(not_found).
ProjectGroup read_group(db::Session& session, const std::string& id_or_name);
std::vector<Project> projects_of(db::Session& session, const std::string& id_or_name);

ProjectGroup change_group(db::Transaction& tx, ProjectGroupId id, const ProjectGroupChange& change, Time now);
// Only an empty one goes.
void remove_group(db::Transaction& tx, const auth::Actor& actor, ProjectGroupId id, Time now);

// All three tell the followers of the group. A project joins a group once: both throw Error(invalid) if that is how it
// stands already.
Project join_group(db::Transaction& tx, const auth::Actor& actor, ProjectGroupId group, ProjectId project, Time now);
void leave_group(db::Transaction& tx, const auth::Actor& actor, ProjectGroupId group, ProjectId project, Time now);

}  // namespace project
