#include "project/projects.h"

#include "base/error.h"
#include "base/text.h"
#include "project/branch_store.h"
#include "project/project_store.h"

namespace project {

Project read_project(db::Session& session, const std::string& id_or_name) {
  const auto id = parse_integer(id_or_name);
  auto project = id ? find_project(session, ProjectId{*id}) : find_project_by_name(session, id_or_name);
  if (!project) throw not_found("Project " + id_or_name + " not found");
  return *std::move(project);
}

Project add_project(db::Transaction& tx, const NewProject& project, Time now) {
  auto stored = insert_project(tx, project, now);
  Branch master;
  master.name = master_branch;
  master.project_id = stored.id;
  master.restricted = true;
  master.created_at = now;
  insert_branch(tx, master);
  return stored;
}

Project change_project(db::Transaction& tx, ProjectId id, const ProjectChange& change, Time now) {
  auto project = find_project(tx, id);
  if (!project) throw not_found("Project " + std::to_string(id.value) + " not found");
  if (change.name) project->name = *change.name;
  if (change.description) project->description = *change.description;
  if (change.is_active) project->is_active = *change.is_active;
  if (change.repo_url) project->repo_url = *change.repo_url;
  if (change.autocreate_branches) project->autocreate_branches = *change.autocreate_branches;
  project->updated_at = now;
  update_project(tx, *project);
  return *std::move(project);
}

}  // namespace project
