#include "project/groups.h"

#include "base/error.h"
#include "base/text.h"
#include "following/following.h"
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

// What the v1 API tells of a group; these are no events of the timeline.
std::string info_of(ProjectGroupId group) { return R"({"project_group_id": )" + number(group.value); }

void tell_of_member(db::Transaction& tx, const auth::Actor& actor, ProjectGroupId group, ProjectId project,
                    std::string_view type, Time now) {
  auto info = info_of(group) + R"(, "project_id": )" + number(project.value) + "}";
  following::tell_followers_of(tx, {following::Kind::project_group, group.value}, {type, std::move(info), actor.id},
                               now);
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

void remove_group(db::Transaction& tx, const auth::Actor& actor, ProjectGroupId id, Time now) {
  if (!find_group(tx, id)) throw not_found("Object not found");
  delete_group(tx, id);
  const following::Target target{following::Kind::project_group, id.value};
  following::tell_followers_of(tx, target, {"project_group deleted", info_of(id) + "}", actor.id}, now);
  following::forget(tx, target);
}

Project join_group(db::Transaction& tx, const auth::Actor& actor, ProjectGroupId group, ProjectId project, Time now) {
  group_or_not_found(tx, group);
  auto found = project_or_not_found(tx, project);
  if (!add_to_group(tx, group, project)) {
    throw invalid("The Project " + number(project.value) + " is already in Project Group " + number(group.value));
  }
  tell_of_member(tx, actor, group, project, "project added to project_group", now);
  return found;
}

void leave_group(db::Transaction& tx, const auth::Actor& actor, ProjectGroupId group, ProjectId project, Time now) {
  group_or_not_found(tx, group);
  project_or_not_found(tx, project);
  if (!take_from_group(tx, group, project)) {
    throw invalid("The Project " + number(project.value) + " is not in Project Group " + number(group.value));
  }
  tell_of_member(tx, actor, group, project, "project removed from project_group", now);
}

}  // namespace project
