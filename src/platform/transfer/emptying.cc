#include "transfer/emptying.h"

namespace transfer {

// PostgreSQL looks for referring rows with each deleted one, among the dead ones too: hopeless without an index.
void empty_tables(db::Transaction& tx, std::span<const std::string> tables) {
  if (tables.empty()) return;
  if (tx.engine() == db::Engine::sqlite) return delete_rows(tx, tables);
  std::string sql;
  for (const auto& table : tables) sql += (sql.empty() ? "truncate " : ", ") + table;
  tx.script(sql);
}

void delete_rows(db::Transaction& tx, std::span<const std::string> tables) {
  for (const auto& table : tables) tx.run({"transfer.delete", "delete from " + table});
}

bool has_rows(db::Session& session, std::string_view table) {
  const auto sql = "select 1 from " + std::string(table) + " limit 1";
  return session.exists({"transfer.has_rows", sql}, {});
}

std::int64_t count_rows(db::Session& session, std::string_view table) {
  const auto sql = "select count(*) from " + std::string(table);
  return session.value<std::int64_t>({"transfer.count_rows", sql});
}

}  // namespace transfer
