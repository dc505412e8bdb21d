#include "db/sqlite_connection.h"

#include <fcntl.h>
#include <unistd.h>

#include <stdexcept>

#include "base/error.h"
#include "db/sqlite_like.h"
#include "db/sqlite_statement.h"

namespace db {
namespace {

// Passwords' hashes and tokens live in the file; SQLite would create it readable by everybody. Its -wal and -shm
// files take the mode from it.
void create_private_file(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file >= 0) ::close(file);
}

[[noreturn]] void throw_open_error(sqlite3* connection, int code, const std::string& path) {
  const std::string reason = connection != nullptr ? sqlite3_errmsg(connection) : sqlite3_errstr(code);
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: throw Error(Fault::busy, "The database " + path + " is in use: " + reason);
    case SQLITE_NOTADB:
      throw std::runtime_error(path + " is not a SQLite database. Choose another file, or move this one away.");
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_READONLY:
      throw std::runtime_error("Can't open the database " + path + " (" + reason +
                               "). Its folder must exist, and this user must be allowed to write the folder and file.");
    default: throw std::runtime_error("Can't open the database " + path + ": " + reason);
  }
}

std::string pragmas(SqliteRole role, const SqliteSettings& settings) {
  std::string sql =
      "pragma journal_mode = wal;"
      "pragma journal_size_limit = 67108864;"  // a WAL that a long read let grow is cut back
      "pragma temp_store = memory;"
      "pragma mmap_size = 268435456;";
  sql += "pragma wal_autocheckpoint = " + std::to_string(settings.checkpoint_pages) + ";";
  sql += std::string("pragma synchronous = ") + settings.synchronous + ";";
  sql += std::string("pragma foreign_keys = ") + (role == SqliteRole::migrator ? "off;" : "on;");
  sql +=
      role == SqliteRole::reader ? "pragma cache_size = -4000; pragma query_only = on;" : "pragma cache_size = -32000;";
  return sql;
}

}  // namespace

SqliteHandle open_sqlite_connection(const std::string& path, SqliteRole role, const SqliteSettings& settings) {
  if (settings.vfs == nullptr) create_private_file(path);
  sqlite3* raw = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  int code = sqlite3_open_v2(path.c_str(), &raw, flags, settings.vfs);
  SqliteHandle connection(raw);
  if (code != SQLITE_OK) throw_open_error(raw, code, path);
  sqlite3_busy_timeout(raw, settings.busy_timeout_ms);
  code = sqlite3_exec(raw, pragmas(role, settings).c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) throw_open_error(raw, code, path);
  register_like(raw);
  return connection;
}

}  // namespace db
