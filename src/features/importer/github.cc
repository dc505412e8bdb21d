#include "importer/github.h"

#include <algorithm>

#include "importer/github_issue.h"
#include "project/branch_store.h"
#include "project/branches.h"
#include "project/project_store.h"
#include "project/projects.h"

namespace importer {
namespace {

// An import from elsewhere may have left a project without its master branch.
BranchId master_of(db::Transaction& tx, const project::Project& project, Time now) {
  if (const auto master = project::find_master_branch(tx, project.id)) return master->id;
  return project::add_branch(
             tx, {.name = std::string(project::master_branch), .project_id = project.id, .restricted = true}, now)
      .id;
}

void touch(db::Transaction& tx, const project::Project& project, const Archive& archive) {
  auto latest = project.updated_at.value_or(Time{});
  for (const auto& issue : archive.issues) latest = std::max(latest, issue.changed_at());
  if (latest > project.updated_at.value_or(Time{})) project::touch_project(tx, project.id, latest);
}

}  // namespace

IssueCounts import_issues(db::Transaction& tx, const Archive& archive, const std::string& name, Time now) {
  auto project = project::find_project_by_name(tx, name);
  const bool fresh = !project;
  if (fresh) project = project::add_project(tx, {.name = name}, now);
  GithubImport import(tx, project->id, master_of(tx, *project, now));
  for (const auto& issue : archive.issues) import.add(issue);
  auto counts = import.finish();
  counts.project_made = fresh;
  if (counts.made + counts.changed > 0) touch(tx, *project, archive);
  return counts;
}

}  // namespace importer
