#pragma once

namespace CLI {
class App;
}

namespace command {

// `plenary import`, under which each module puts what it can read; made for the first that asks.
CLI::App& import_group(CLI::App& app);

}  // namespace command
