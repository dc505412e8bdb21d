#include "command/runtime.h"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <utility>

#include "base/error.h"

namespace command {

void Runtime::add_flag(CLI::App& app, const char* name, const char* about) {
  app.add_option_function<std::string>(
         name,
         [this, name](const std::string& value) {
           flags_.push_back({name, value});
         },
         about)
      ->trigger_on_parse()
      ->group("Options of all commands");
}

void Runtime::add_shared_options(CLI::App& app) {
  add_flag(app, "--data", "The data folder (default ./plenary-data)");
  add_flag(app, "--database", "A PostgreSQL URL, instead of SQLite in the data folder");
  add_flag(app, "--config", "A configuration file (default: plenary.toml in the data folder, if there is one)");
  add_flag(app, "--set", "Any setting: --set api.guest_page=50 (see `plenary config`)");
}

void Runtime::add_listen_option(CLI::App& app) {
  app.add_option_function<std::string>(
         "--listen",
         [this](const std::string& value) {
           flags_.push_back({"--listen", value});
         },
         "Where to listen, ADDRESS:PORT (default 127.0.0.1:8080; port 0: any free one)")
      ->trigger_on_parse();
}

const config::Loaded& Runtime::config() {
  if (!config_) config_ = std::make_unique<config::Loaded>(config::load({config::environment(), flags_}));
  return *config_;
}

db::Database& Runtime::database_as_it_is() {
  if (database_) return *database_;
  const auto location = db::Location::parse(config::database_location(settings()));
  if (location.engine == db::Engine::sqlite) {
    std::error_code problem;
    std::filesystem::create_directories(settings().data, problem);
    if (problem) {
      throw invalid("The data folder " + settings().data + " cannot be made (" + problem.message() +
                    "): make it, or name another with --data DIR.");
    }
  }
  database_ = db::Database::open(location);
  return *database_;
}

db::Database& Runtime::database() {
  auto& database = database_as_it_is();
  if (std::exchange(migrated_, true)) return database;
  db::migrate(database, migrations_);
  if (prepare_) prepare_(database);
  return database;
}

}  // namespace command
