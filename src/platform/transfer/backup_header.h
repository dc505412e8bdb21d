#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "db/session.h"

// The form of a backup, line by line: the header; for each table {"table", "columns", "last_id"} and its rows as
// arrays; at the end {"end": true, "rows", "sha256"} with the number of rows and the digest of all bytes before.
namespace transfer {

struct AppliedMigration {
  std::string module, name, checksum;

  std::string label() const { return module + "/" + name; }
};

struct BackupHeader {
  Time made_at;
  std::string engine;
  std::vector<AppliedMigration> migrations = {};  // in the order in which they were applied
};

struct TableHeader {
  std::string name;
  std::vector<std::string> columns = {};
  std::int64_t last_id = 0;  // that was given out, perhaps to a row that is gone
};

struct BackupEnd {
  std::int64_t rows = 0;
  std::string sha256;
};

// Lines with their newline.
std::string to_line(const BackupHeader& header);
std::string to_line(const TableHeader& table);
std::string to_line(const BackupEnd& end);

// Throw Error(invalid) if the line is not one of these.
BackupHeader parse_backup_header(std::string_view line);
TableHeader parse_table_header(std::string_view line);
BackupEnd parse_backup_end(std::string_view line);
bool is_backup_end(std::string_view line);

// Throws Error(not_found) if the database has no tables of ours.
std::vector<AppliedMigration> read_applied_migrations(db::Session& session);

}  // namespace transfer
