#include "project/api.h"

#include "project/branch_store.h"
#include "project/branches.h"
#include "project/group_store.h"
#include "project/groups.h"
#include "project/milestone_store.h"
#include "project/milestones.h"
#include "project/project_search.h"
#include "project/project_store.h"
#include "project/projects.h"

namespace project {
namespace {

using api::Access;
using api::Read;
using api::Write;

ProjectId project_in(const api::Call& call) { return call.address.id<ProjectId>("project"); }
ProjectGroupId group_in(const api::Call& call) { return call.address.id<ProjectGroupId>("group"); }
BranchId branch_in(const api::Call& call) { return call.address.id<BranchId>("branch"); }
MilestoneId milestone_in(const api::Call& call) { return call.address.id<MilestoneId>("milestone"); }

listing::Page<Project> get_projects(const Read& call, const ProjectFilter& filter) {
  return list_projects(call.db, filter, call.bound);
}

std::vector<Project> find_projects(const Read& call, const ProjectSearch& search) {
  return search_projects(call.db, search, call.bound);
}

Project get_project(const Read& call) { return read_project(call.db, call.address.text("project")); }

Project post_project(const Write& call, const NewProject& project) { return add_project(call.tx, project, call.now); }

Project put_project(const Write& call, const ProjectChange& change) {
  return change_project(call.tx, project_in(call), change, call.now);
}

listing::Page<ProjectGroup> get_groups(const Read& call, const ProjectGroupFilter& filter) {
  return list_groups(call.db, filter, call.bound);
}

ProjectGroup get_group(const Read& call) { return read_group(call.db, call.address.text("group")); }

std::vector<Project> get_group_projects(const Read& call) { return projects_of(call.db, call.address.text("group")); }

ProjectGroup post_group(const Write& call, const NewProjectGroup& group) {
  return insert_group(call.tx, group, call.now);
}

ProjectGroup put_group(const Write& call, const ProjectGroupChange& change) {
  return change_group(call.tx, group_in(call), change, call.now);
}

void delete_group_route(const Write& call) { remove_group(call.tx, call.actor, group_in(call), call.now); }

Project put_group_project(const Write& call) {
  return join_group(call.tx, call.actor, group_in(call), project_in(call), call.now);
}

void delete_group_project(const Write& call) {
  leave_group(call.tx, call.actor, group_in(call), project_in(call), call.now);
}

listing::Page<Branch> get_branches(const Read& call, const BranchFilter& filter) {
  return list_branches(call.db, filter, call.bound);
}

Branch get_branch(const Read& call) { return read_branch(call.db, branch_in(call)); }

Branch post_branch(const Write& call, const NewBranch& branch) { return add_branch(call.tx, branch, call.now); }

Branch put_branch(const Write& call, const BranchChange& change) {
  return change_branch(call.tx, branch_in(call), change, call.now);
}

listing::Page<Milestone> get_milestones(const Read& call, const MilestoneFilter& filter) {
  return list_milestones(call.db, filter, call.bound);
}

Milestone get_milestone(const Read& call) { return read_milestone(call.db, milestone_in(call)); }

Milestone post_milestone(const Write& call, const NewMilestone& milestone) {
  return add_milestone(call.tx, milestone, call.now);
}

Milestone put_milestone(const Write& call, const MilestoneChange& change) {
  return change_milestone(call.tx, milestone_in(call), change, call.now);
}

}  // namespace

std::vector<api::Route> routes() {
  constexpr auto superuser = Access::superuser;
  return {
      api::get("/projects", "list_projects", "All projects.", get_projects),
      api::get("/projects/search", "search_projects", "Projects by the words of their names and descriptions.",
               find_projects),
      api::get("/projects/{project+}", "read_project", "One project, by number or name.", get_project),
      api::post("/projects", "create_project", "Make a project, with a branch master.", superuser, post_project),
      api::put("/projects/{project}", "change_project", "Change a project.", superuser, put_project),

      api::get("/project_groups", "list_project_groups", "All groups of projects.", get_groups),
      api::get("/project_groups/{group+}", "read_project_group", "One group, by number or name.", get_group),
      api::post("/project_groups", "create_project_group", "Make a group.", superuser, post_group),
      api::put("/project_groups/{group}", "change_project_group", "Change a group.", superuser, put_group),
      api::del("/project_groups/{group}", "delete_project_group", "Delete an empty group.", superuser,
               delete_group_route),
      api::get("/project_groups/{group+}/projects", "list_group_projects", "The projects of a group.",
               get_group_projects),
      api::put("/project_groups/{group}/projects/{project}", "add_group_project", "Put a project into a group.",
               superuser, put_group_project),
      api::del("/project_groups/{group}/projects/{project}", "remove_group_project", "Take a project out of a group.",
               superuser, delete_group_project),

      api::get("/branches", "list_branches", "The branches of all projects.", get_branches),
      api::get("/branches/{branch}", "read_branch", "One branch.", get_branch),
      api::post("/branches", "create_branch", "Make a branch.", superuser, post_branch),
      api::put("/branches/{branch}", "change_branch", "Change a branch.", superuser, put_branch),

      api::get("/milestones", "list_milestones", "The milestones of all branches.", get_milestones),
      api::get("/milestones/{milestone}", "read_milestone", "One milestone.", get_milestone),
      api::post("/milestones", "create_milestone", "Make a milestone.", superuser, post_milestone),
      api::put("/milestones/{milestone}", "change_milestone", "Change a milestone.", superuser, put_milestone),
  };
}

}  // namespace project
