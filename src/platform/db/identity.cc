#include "db/identity.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace db {
namespace {

// The name becomes part of an SQL text.
void require_plain_name(std::string_view table) {
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  if (!table.empty() && std::all_of(table.begin(), table.end(), plain)) return;
  throw std::logic_error("not the name of a table: " + std::string(table));
}

}  // namespace

void sync_identity(Transaction& tx, std::string_view table) {
  require_plain_name(table);
  if (tx.engine() == Engine::sqlite) return;
  // The last value counts too: rows with larger ids may have been deleted.
  const std::string sql = "with used as (select greatest((select max(id) from " + std::string(table) +
                          "), pg_sequence_last_value(pg_get_serial_sequence('" + std::string(table) +
                          "', 'id')::regclass)) as top) "
                          "select setval(pg_get_serial_sequence('" +
                          std::string(table) + "', 'id'), top) from used where top >= 1";
  tx.each({"db.sync_identity", sql}, {}, [](const Row&) {});
}

std::int64_t first_free_id(Session& session, std::string_view table) {
  require_plain_name(table);
  const std::string name(table);
  // SQLite's table of sequences holds the largest id that ever was, also of rows deleted since.
  const std::string sql = session.engine() == Engine::sqlite
                              ? "select coalesce((select seq from sqlite_sequence where name = '" + name + "'), 0) + 1"
                              : "select greatest(coalesce((select max(id) from " + name +
                                    "), 0), coalesce(pg_sequence_last_value(" + "pg_get_serial_sequence('" + name +
                                    "', 'id')::regclass), 0)) + 1";
  return session.value<std::int64_t>({"db.first_free_id", sql});
}

void prepare_for_bulk(Transaction& tx) {
  if (tx.engine() == Engine::sqlite) tx.script("pragma cache_size = -400000");
}

void refresh_statistics(Transaction& tx) {
  // The limit bounds how many rows of each index SQLite looks at.
  tx.script(tx.engine() == Engine::sqlite ? "pragma analysis_limit = 1000; analyze" : "analyze");
}

}  // namespace db
