#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace importer {

// One entry of the reference's project file (projects.yaml), as far as a tracker has a use for it.
struct ProjectEntry {
  std::string name;
  std::optional<std::string> description = {};
  std::optional<std::string> upstream = {};  // where the sources come from
  bool uses_tracker = false;                 // use-storyboard
  std::vector<std::string> groups = {};
};

// Reads the YAML text. Throws Error(invalid) with a line "FILE:LINE:COLUMN: what is wrong" for each flaw (of the first
// twenty): broken YAML, a wrong shape, a name that the API would refuse, a project that is listed twice.
std::vector<ProjectEntry> read_project_file(const std::string& text, std::string_view file);

}  // namespace importer
