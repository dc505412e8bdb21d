#include <CLI/CLI.hpp>
#include <iostream>

#include "app/modules.h"
#include "app/search_indexes.h"
#include "app/serve.h"
#include "app/transfer_commands.h"
#include "app/version.h"
#include "command/runtime.h"
#include "demo/commands.h"
#include "fulltext/build.h"
#include "importer/commands.h"
#include "log/log.h"
#include "people/commands.h"

namespace {

void add_commands(CLI::App& app, command::Runtime& runtime) {
  app::add_serve_command(app, runtime);
  people::add_commands(app, runtime);
  app::add_transfer_commands(app, runtime);
  importer::add_commands(app, runtime);
  demo::add_commands(app, runtime);
  app::add_config_command(app, runtime);
  app::add_openapi_command(app, runtime);
}

// The shared options stand before or after the subcommand, and its subcommand.
void share_options(CLI::App& app, command::Runtime& runtime) {
  runtime.add_shared_options(app);
  for (auto* sub : app.get_subcommands([](const CLI::App*) { return true; })) share_options(*sub, runtime);
}

}  // namespace

int main(int argc, char** argv) {
  const auto migrations = app::migrations();
  command::Runtime runtime(migrations,
                           [](db::Database& database) { fulltext::prepare(database, app::search_indexes()); });
  CLI::App app("Plenary: where an open source community plans, decides, meets and ships.", "plenary");
  app.set_version_flag("--version", std::string(app::version));
  app.require_subcommand(1);
  app.footer("Examples:\n  plenary serve\n  plenary SUBCOMMAND --help");
  add_commands(app, runtime);
  share_options(app, runtime);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error);
  } catch (const std::exception& error) {
    logging::stop();
    std::cerr << "plenary: " << error.what() << "\n";
    return 1;
  }
  return 0;
}
