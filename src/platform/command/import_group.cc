#include "command/import_group.h"

#include <CLI/CLI.hpp>

namespace command {

CLI::App& import_group(CLI::App& app) {
  const auto is_it = [](const CLI::App* sub) { return sub->get_name() == "import"; };
  if (const auto made = app.get_subcommands(is_it); !made.empty()) return *made.front();
  auto* group = app.add_subcommand("import", "Bring in data from elsewhere");
  group->require_subcommand(1);
  return *group;
}

}  // namespace command
