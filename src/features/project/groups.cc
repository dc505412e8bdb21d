#include "project/groups.h"

#include "base/error.h"
#include "base/text.h"
#include "project/group_store.h"
#include "project/project_store.h"

namespace project {
namespace {

std::string number(std::int64_t value) { return std::to_string(value); }

ProjectGroup group_or_not_found(db::Session& session, ProjectGroupId id) {
  auto group = find_group(session, id);
  if (!group) throw not_found("Project Group " + number(id.value) + " not found");
  return *std::move(group);
}

Project project_or_not_found(db::Session& session, ProjectId id) {
  auto project = find_project(session, id);
  if (!project) throw not_found("Project " + number(id.value) + " not found");
  return *std::move(project);
}

}  // namespace

ProjectGroup read_group(db::Session& session, const std::string& id_or_name) {
  if (const auto id = parse_integer(id_or_name)) return group_or_not_found(session, ProjectGroupId{*id});
  auto group = find_group_by_name(session, id_or_name);
  if (!group) throw not_found("Project Group " + id_or_name + " not found");
  return *std::move(group);
}

std::vector<Project> projects_of(db::Session& session, const std::string& id_or_name) {
  return list_group_projects(session, read_group(session, id_or_name).id);
}

ProjectGroup change_group(db::Transaction& tx, ProjectGroupId id, const ProjectGroupChange& change, Time now) {
  auto group = group_or_not_found(tx, id);
  if (change.name) group.name = *change.name;
  if (change.title) group.title = *change.title;
  group.updated_at = now;
  update_group(tx, group);
  return group;
}

void remove_group(db::Transaction& tx, ProjectGroupId id) {
  if (!find_group(tx, id)) throw not_found("Object not found");
  delete_group(tx, id);
}

Project join_group(db::Transaction& tx, ProjectGroupId group, ProjectId project) {
  group_or_not_found(tx, group);
  auto found = project_or_not_found(tx, project);
  if (!add_to_group(tx, group, project)) {
    throw invalid("The Project " + number(project.value) + " is already in Project Group " + number(group.value));
  }
  return found;
}

void leave_group(db::Transaction& tx, ProjectGroupId group, ProjectId project) {
  group_or_not_found(tx, group);
  project_or_not_found(tx, project);
  if (!take_from_group(tx, group, project)) {
    throw invalid("The Project " + number(project.value) + " is not in Project Group " + number(group.value));
  }
}

}  // namespace project
