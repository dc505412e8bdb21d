#pragma once

#include "command/runtime.h"

namespace importer {

// `plenary import projects` and `plenary import github`.
void add_commands(CLI::App& app, command::Runtime& runtime);

}  // namespace importer
