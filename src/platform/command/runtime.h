#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <utility>

#include "config/load.h"
#include "db/database.h"

namespace CLI {
class App;
}

// What the subcommands of the `plenary` binary stand on.
namespace command {

// The settings and the database that a command works with; both are made when they are first asked for, since the
// command line says which.
class Runtime {
 public:
  // `migrations`: of all modules, in the order in which they apply. Must outlive the runtime.
  // `prepare`: what else a database needs before it is used; called each time that one is opened.
  explicit Runtime(std::span<const db::Migration> migrations, std::function<void(db::Database&)> prepare = {})
      : migrations_(migrations), prepare_(std::move(prepare)) {}

  // The options that every command takes, before and after the subcommand.
  void add_shared_options(CLI::App& app);
  // --listen ADDR:PORT, for the command that listens.
  void add_listen_option(CLI::App& app);

  // Throws Error(invalid) listing what is wrong with the configuration.
  const config::Loaded& config();
  const config::Settings& settings() { return config().settings; }

  // Opened, in a data folder that is made if it is missing, with the schema of this binary.
  db::Database& database();
  // Opened as it is: for commands that look at the schema themselves.
  db::Database& database_as_it_is();
  std::span<const db::Migration> migrations() const { return migrations_; }

 private:
  void add_flag(CLI::App& app, const char* name, const char* about);

  std::span<const db::Migration> migrations_;
  std::function<void(db::Database&)> prepare_;
  std::vector<config::Flag> flags_;
  std::unique_ptr<config::Loaded> config_;
  std::unique_ptr<db::Database> database_;
  bool migrated_ = false;
};

}  // namespace command
