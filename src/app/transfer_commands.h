#pragma once

#include "command/runtime.h"

namespace app {

// `plenary import storyboard`, `plenary export storyboard`, `plenary backup` and `plenary restore`.
void add_transfer_commands(CLI::App& app, command::Runtime& runtime);

}  // namespace app
