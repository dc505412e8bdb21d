#pragma once

#include "command/runtime.h"

namespace people {

// `plenary user …` and `plenary token …`.
void add_commands(CLI::App& app, command::Runtime& runtime);

}  // namespace people
