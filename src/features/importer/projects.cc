#include "importer/projects.h"

#include <map>

#include "project/group_store.h"
#include "project/project_store.h"
#include "project/projects.h"

namespace importer {
namespace {

class Projects {
 public:
  Projects(db::Transaction& tx, Time now) : tx_(tx), now_(now) {}

  void take(const ProjectEntry& entry) {
    auto found = project::find_project_by_name(tx_, entry.name);
    const bool fresh = !found;
    if (fresh) found = make(entry);
    bool changed = !fresh && bring_up_to_date(*found, entry);
    for (const auto& name : entry.groups) changed |= project::add_to_group(tx_, group_named(name), found->id);
    ++(fresh ? counts_.made : changed ? counts_.changed : counts_.unchanged);
  }

  void leave_out() { ++counts_.left_out; }

  ProjectCounts counts() {
    counts_.groups = static_cast<std::int64_t>(groups_.size());
    return counts_;
  }

 private:
  project::Project make(const ProjectEntry& entry) {
    return project::add_project(tx_, {.name = entry.name, .description = entry.description, .repo_url = entry.upstream},
                                now_);
  }

  bool bring_up_to_date(project::Project& stored, const ProjectEntry& entry) {
    auto wanted = stored;
    if (entry.description) wanted.description = entry.description;
    if (entry.upstream) wanted.repo_url = entry.upstream;
    if (wanted.description == stored.description && wanted.repo_url == stored.repo_url) return false;
    wanted.updated_at = now_;
    project::update_project(tx_, wanted);
    return true;
  }

  ProjectGroupId group_named(const std::string& name) {
    const auto known = groups_.find(name);
    if (known != groups_.end()) return known->second;
    auto group = project::find_group_by_name(tx_, name);
    if (!group) {
      group = project::insert_group(tx_, {.name = name, .title = name}, now_);
      ++counts_.groups_made;
    }
    return groups_[name] = group->id;
  }

  db::Transaction& tx_;
  Time now_;
  ProjectCounts counts_;
  std::map<std::string, ProjectGroupId> groups_;
};

}  // namespace

ProjectCounts import_projects(db::Transaction& tx, std::span<const ProjectEntry> entries, bool all, Time now) {
  Projects projects(tx, now);
  for (const auto& one : entries) {
    if (all || one.uses_tracker) {
      projects.take(one);
    } else {
      projects.leave_out();
    }
  }
  return projects.counts();
}

}  // namespace importer
