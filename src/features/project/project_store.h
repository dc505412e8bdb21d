#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "db/session.h"
#include "listing/list.h"
#include "project/group.h"
#include "project/project.h"

namespace project {

std::optional<Project> find_project(db::Session& session, ProjectId id);
std::optional<Project> find_project_by_name(db::Session& session, std::string_view name);
bool project_exists(db::Session& session, ProjectId id);

listing::Page<Project> list_projects(db::Session& session, const ProjectFilter& filter, listing::Bound bound);
std::vector<Project> list_group_projects(db::Session& session, ProjectGroupId group);

// Without any branch: see add_project. Both: a name that is taken is Error(invalid).
Project insert_project(db::Transaction& tx, const NewProject& project, Time now);
void update_project(db::Transaction& tx, const Project& project);

// Sets updated_at, as every change of one of its tasks does.
void touch_project(db::Transaction& tx, ProjectId id, Time now);

std::span<const db::Query> project_queries();
std::span<const db::Query> text_queries();

}  // namespace project
