#include "app/transfer_commands.h"

#include <CLI/CLI.hpp>
#include <iostream>

#include "app/search_indexes.h"
#include "app/storyboard_tables.h"
#include "command/import_group.h"
#include "fulltext/build.h"
#include "transfer/backup.h"
#include "transfer/dump_file.h"
#include "transfer/export.h"

namespace app {
namespace {

void add_import_command(CLI::App& app, command::Runtime& runtime) {
  auto* sub = command::import_group(app).add_subcommand(
      "storyboard", "Import a StoryBoard database: lines of {\"table\", \"row\"}, ids kept");
  sub->footer(
      "All of it comes in, or nothing. Access tokens are kept as hashes, and still work.\n"
      "Examples:\n  plenary import storyboard dump.jsonl\n  zcat dump.jsonl.gz | plenary import storyboard -\n"
      "  plenary import storyboard dump.jsonl --replace");
  auto file = std::make_shared<std::string>();
  auto add = std::make_shared<bool>(false);
  auto replace = std::make_shared<bool>(false);
  sub->add_option("FILE", *file, "The dump; - for standard input")->required();
  auto* add_flag = sub->add_flag("--add", *add, "Add the rows to what is there; an id that is taken is an error");
  sub->add_flag("--replace", *replace, "Delete what is there first")->excludes(add_flag);
  sub->callback([&runtime, file, add, replace] {
    using transfer::Mode;
    const auto mode = *add ? Mode::add : *replace ? Mode::replace : Mode::into_empty;
    const transfer::DumpFile dump(*file);
    const auto report =
        transfer::import_dump(runtime.database(), storyboard_tables(), dump.text(), storyboard_import(mode));
    std::cout << transfer::to_text(report) << std::flush;
  });
}

void add_export_command(CLI::App& app, command::Runtime& runtime) {
  auto* sub = app.add_subcommand("export", "Write data out for others")
                  ->require_subcommand(1)
                  ->add_subcommand("storyboard", "Write StoryBoard's tables as lines of {\"table\", \"row\"}");
  sub->footer(
      "Access tokens leave as hashes, which an import takes.\n"
      "Examples:\n  plenary export storyboard > dump.jsonl\n  plenary export storyboard --table projects");
  auto table = std::make_shared<std::string>();
  sub->add_option("--table", *table, "Only this one, by its name in StoryBoard");
  sub->callback([&runtime, table] {
    transfer::export_dump(runtime.database(), storyboard_tables(), *table, transfer::write_to_stdout);
  });
}

void add_backup_command(CLI::App& app, command::Runtime& runtime) {
  auto* sub = app.add_subcommand("backup", "Write all data into a file, also while the server runs");
  sub->footer(
      "The file holds everything, private stories too: keep it safe. A name that ends in .gz compresses it.\n"
      "Examples:\n  plenary backup monday.gz\n  plenary backup --force latest.gz --data /srv/plenary");
  auto file = std::make_shared<std::string>();
  auto force = std::make_shared<bool>(false);
  sub->add_option("FILE", *file, "Where to")->required();
  sub->add_flag("--force", *force, "Overwrite the file if it is there");
  sub->callback([&runtime, file, force] {
    const auto rows = transfer::back_up(runtime.database_as_it_is(), *file, *force);
    std::cout << *file << ": " << rows << " rows\n";
  });
}

void add_restore_command(CLI::App& app, command::Runtime& runtime) {
  auto* sub = app.add_subcommand("restore", "Read a backup into an empty database, of either kind");
  sub->footer(
      "Also how a community moves from SQLite to PostgreSQL or back.\n"
      "Examples:\n  plenary restore monday.gz --data new-folder\n"
      "  plenary restore monday.gz --database postgresql://plenary@localhost/plenary");
  auto file = std::make_shared<std::string>();
  auto replace = std::make_shared<bool>(false);
  sub->add_option("FILE", *file, "The backup")->required();
  sub->add_flag("--replace", *replace, "Delete what is in the database first");
  sub->callback([&runtime, file, replace] {
    const auto seeded = seeded_tables();
    const auto rows = transfer::restore(runtime.database_as_it_is(), *file,
                                        {runtime.migrations(), seeded, *replace, fulltext::distrust});
    fulltext::prepare(runtime.database_as_it_is(), search_indexes());
    std::cout << *file << ": " << rows << " rows restored\n";
  });
}

}  // namespace

void add_transfer_commands(CLI::App& app, command::Runtime& runtime) {
  add_import_command(app, runtime);
  add_export_command(app, runtime);
  add_backup_command(app, runtime);
  add_restore_command(app, runtime);
}

}  // namespace app
