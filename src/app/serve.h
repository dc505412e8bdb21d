#pragma once

#include "command/runtime.h"

namespace app {

// `plenary serve` and `plenary config`.
void add_serve_command(CLI::App& app, command::Runtime& runtime);
void add_config_command(CLI::App& app, command::Runtime& runtime);
// `plenary openapi`: the document that api/openapi.json holds.
void add_openapi_command(CLI::App& app, command::Runtime& runtime);

}  // namespace app
