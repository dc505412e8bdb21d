#pragma once

#include "command/runtime.h"

namespace demo {

// `plenary demo`.
void add_commands(CLI::App& app, command::Runtime& runtime);

}  // namespace demo
