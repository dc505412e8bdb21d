#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "db/database.h"
#include "db/migration.h"

namespace transfer {

// Writes all of the database's data into a file that either engine can take: one state of it, also while others
// write. Returns the number of rows. Errors: see BackupWriter; not_found if there is nothing.
std::int64_t back_up(db::Database& database, const std::string& path, bool overwrite);

struct RestorePlan {
  std::span<const db::Migration> migrations;  // all that this binary has
  std::span<const std::string_view> seeded;   // tables that migrations fill: rows there do not make a database used
  bool replace = false;                       // what is in the database goes
  // Says, in the same transaction, that what was made of other rows no longer holds.
  std::function<void(db::Transaction&)> replaced = {};
};

// Reads a backup into a database without data, in one transaction, after the whole file was found good: the schema
// becomes the backup's, and after the rows are in, this binary's. Returns the number of rows. Throws Error(invalid)
// with what is wrong with the file, or in the way; then no row has changed.
std::int64_t restore(db::Database& database, const std::string& path, const RestorePlan& plan);

}  // namespace transfer
