#pragma once

#include <cstdint>
#include <span>

#include "db/session.h"
#include "importer/project_file.h"

namespace importer {

struct ProjectCounts {
  std::int64_t made = 0, changed = 0, unchanged = 0;
  std::int64_t groups = 0, groups_made = 0;
  std::int64_t left_out = 0;  // not flagged use-storyboard

  std::int64_t projects() const { return made + changed + unchanged; }
};

// Makes the flagged projects (with `all`, every one) and their groups; those that exist get the file's description and
// join the groups that it names. What the file does not say stays as it is, so a second run changes nothing.
ProjectCounts import_projects(db::Transaction& tx, std::span<const ProjectEntry> entries, bool all, Time now);

}  // namespace importer
