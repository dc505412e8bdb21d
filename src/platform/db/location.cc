#include "db/database.h"
#include "db/postgresql_database.h"
#include "db/sqlite_database.h"

namespace db {

Location Location::parse(const std::string& text) {
  const bool url = text.starts_with("postgresql://") || text.starts_with("postgres://");
  return {url ? Engine::postgresql : Engine::sqlite, text};
}

std::unique_ptr<Database> Database::open(const Location& location) {
  return location.engine == Engine::sqlite ? open_sqlite(location.target) : open_postgresql(location.target);
}

}  // namespace db
