#pragma once

#include <sqlite3.h>

#include <memory>
#include <string>

namespace db {

// How a connection is opened. What differs from the defaults is for tests.
struct SqliteSettings {
  const char* vfs = nullptr;         // the operating system's
  const char* synchronous = "full";  // anything less may lose what was promised to be durable
  int checkpoint_pages = 4000;       // 16 MB of WAL
  int busy_timeout_ms = 5000;        // how long a writer waits for another process
};

enum class SqliteRole {
  reader,    // query_only; a small cache, since the mapped file serves most reads
  writer,    // a large cache
  migrator,  // a writer that does not enforce foreign keys: rebuilding a table would fire ON DELETE CASCADE
};

struct SqliteClose {
  void operator()(sqlite3* connection) const noexcept { sqlite3_close_v2(connection); }
};
using SqliteHandle = std::unique_ptr<sqlite3, SqliteClose>;

// Opens (and creates, readable by this user alone) the file, and sets the pragmas. Throws std::runtime_error saying
// what to do if it is no database or may not be opened.
SqliteHandle open_sqlite_connection(const std::string& path, SqliteRole role, const SqliteSettings& settings);

}  // namespace db
