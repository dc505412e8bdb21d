#pragma once

#include <string>

#include "db/session.h"
#include "project/project.h"

namespace project {

// A project by its number or its name. Throws Error(not_found).
Project read_project(db::Session& session, const std::string& id_or_name);

// A project with its master branch, which is restricted.
Project add_project(db::Transaction& tx, const NewProject& project, Time now);

Project change_project(db::Transaction& tx, ProjectId id, const ProjectChange& change, Time now);

}  // namespace project
