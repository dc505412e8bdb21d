#pragma once

#include <sqlite3.h>

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "db/query.h"

namespace db {

// Translates a failure of SQLite as session.h promises. `what` is the name of the query.
[[noreturn]] void throw_sqlite_error(sqlite3* connection, int code, std::string_view what);

// A prepared statement. SQLite takes $1 for a name: where each stands is looked up once, here.
class SqliteStatement {
 public:
  SqliteStatement(sqlite3* connection, const Query& query);

  sqlite3_stmt* handle() const { return handle_.get(); }
  // Texts are not copied: they must live until the run is over.
  void bind(const Query& query, std::span<const Argument> arguments);

 private:
  void locate_parameters(const Query& query);

  struct Finalize {
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
  };
  std::unique_ptr<sqlite3_stmt, Finalize> handle_;
  std::vector<int> places_;  // places_[0] is SQLite's number for $1; 0 if the text does not use it
};

// One run of a statement. The destructor resets it: a read that is left standing pins a snapshot, which blocks the
// next BEGIN IMMEDIATE of this connection and keeps the WAL from being checkpointed.
class SqliteRun {
 public:
  SqliteRun(SqliteStatement& statement, const Query& query, std::span<const Argument> arguments);
  ~SqliteRun();
  SqliteRun(const SqliteRun&) = delete;
  SqliteRun& operator=(const SqliteRun&) = delete;

  // SQLITE_ROW, SQLITE_DONE, or the code of an error.
  int step() { return sqlite3_step(handle_); }

 private:
  sqlite3_stmt* handle_;
};

class SqliteRow final : public Row {
 public:
  explicit SqliteRow(sqlite3_stmt* handle) : handle_(handle) {}

  int columns() const override { return sqlite3_column_count(handle_); }
  std::string_view column_name(int column) const override { return sqlite3_column_name(handle_, column); }
  bool is_null(int column) const override { return sqlite3_column_type(handle_, column) == SQLITE_NULL; }
  bool is_text(int column) const override { return sqlite3_column_type(handle_, column) == SQLITE_TEXT; }
  std::int64_t integer(int column) const override { return sqlite3_column_int64(handle_, column); }
  std::string_view text(int column) const override;

 private:
  sqlite3_stmt* handle_;
};

}  // namespace db
