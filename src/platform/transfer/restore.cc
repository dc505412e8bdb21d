#include <algorithm>
#include <optional>

#include "base/error.h"
#include "command/progress.h"
#include "db/identity.h"
#include "transfer/backup.h"
#include "transfer/backup_file.h"
#include "transfer/backup_header.h"
#include "transfer/digest.h"
#include "transfer/emptying.h"
#include "transfer/table_restore.h"

namespace transfer {
namespace {

struct Checked {
  BackupHeader header;
  std::int64_t rows;
};

// Reads the file from end to end, before anything happens.
Checked check_file(const std::string& path) {
  BackupReader file(path);
  std::string line;
  std::optional<BackupHeader> header;
  if (file.next(line)) {
    try {
      header = parse_backup_header(line);
    } catch (const Error& error) {
      throw invalid(path + " is not a backup that this version can read: " + error.what());
    }
  }
  while (file.next(line)) continue;
  if (!header) throw invalid(path + " is not a backup of Plenary.");
  return {std::move(*header), file.rows()};
}

// The migrations that the backup's tables were made with.
std::vector<db::Migration> migrations_of(const BackupHeader& header, std::span<const db::Migration> all) {
  std::vector<db::Migration> wanted;
  for (const auto& migration : all) {
    for (const auto& applied : header.migrations) {
      if (migration.module != applied.module || migration.name != applied.name) continue;
      if (sha256(migration.sql) != applied.checksum) {
        throw invalid("The backup was made with another " + applied.label() + " than this version has.");
      }
      wanted.push_back(migration);
    }
  }
  for (const auto& applied : header.migrations) {
    const bool known = std::any_of(wanted.begin(), wanted.end(), [&](const db::Migration& migration) {
      return migration.module == applied.module && migration.name == applied.name;
    });
    if (!known) {
      throw invalid("The backup was made by a newer version, with " + applied.label() +
                    ", which this one does not know: restore it with that version, or a newer one.");
    }
  }
  return wanted;
}

// An older backup goes into a database that is no newer: what migrations have changed cannot be taken back.
void require_no_newer(db::Database& database, const BackupHeader& header) {
  database.connect_reader()->read([&](db::Session& session) {
    for (const auto& label : db::applied_migrations(session)) {
      const bool known = std::any_of(header.migrations.begin(), header.migrations.end(),
                                     [&](const AppliedMigration& one) { return one.label() == label; });
      if (known) continue;
      throw invalid("The database is newer than the backup (it has " + label +
                    "): restore into one that was never used, with --data or --database.");
    }
  });
}

void require_empty(db::Session& session, std::span<const CatalogTable> tables, const RestorePlan& plan) {
  if (plan.replace) return;
  for (const auto& table : tables) {
    const bool seeded = std::find(plan.seeded.begin(), plan.seeded.end(), table.name) != plan.seeded.end();
    if (seeded || !has_rows(session, table.name)) continue;
    throw invalid("The database holds rows in " + table.name +
                  " already: restore into an empty one, or delete what is there with --replace.");
  }
}

void load(db::Transaction& tx, const std::string& path, std::span<const CatalogTable> tables, std::int64_t rows) {
  BackupReader file(path);
  command::Progress progress("Restoring rows", rows);
  std::string line;
  std::optional<TableRestore> table;
  const auto take_line = [&] {
    if (line.starts_with('[') && table) return table->take(line, file.line_number());
    if (table) table->finish();
    table.emplace(tx, parse_table_header(line), tables);
  };
  file.next(line);  // the header
  while (file.next(line)) {
    try {
      take_line();
    } catch (const Error& error) {
      file.refuse(error.what());
    }
    progress.add();
  }
  if (table) table->finish();
}

}  // namespace

std::int64_t restore(db::Database& database, const std::string& path, const RestorePlan& plan) {
  const auto checked = check_file(path);
  const auto wanted = migrations_of(checked.header, plan.migrations);
  require_no_newer(database, checked.header);
  db::migrate(database, wanted);
  database.connect_writer()->write([&](db::Transaction& tx) {
    const auto tables = read_catalog(tx);
    require_empty(tx, tables, plan);
    std::vector<std::string> names;
    for (auto table = tables.rbegin(); table != tables.rend(); ++table) names.push_back(table->name);
    empty_tables(tx, names);
    load(tx, path, tables, checked.rows);
    if (plan.replaced) plan.replaced(tx);
    db::refresh_statistics(tx);
  });
  db::migrate(database, plan.migrations);
  return checked.rows;
}

}  // namespace transfer
