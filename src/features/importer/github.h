#pragma once

#include <cstdint>
#include <string>

#include "db/session.h"
#include "importer/github_archive.h"

namespace importer {

struct IssueCounts {
  std::int64_t made = 0, changed = 0, unchanged = 0;  // stories
  std::int64_t comments = 0, people = 0;              // made
  bool project_made = false;
};

// Brings the issues of an archive into the project, which is made if it is missing. See README.md for what becomes of
// them, and for what a second run of the same or a newer archive does.
IssueCounts import_issues(db::Transaction& tx, const Archive& archive, const std::string& project, Time now);

}  // namespace importer
