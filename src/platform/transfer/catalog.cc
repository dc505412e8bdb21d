#include "transfer/catalog.h"

#include <algorithm>
#include <stdexcept>

#include "base/text.h"

namespace transfer {
namespace {

// Both answer: table, column, type, place in the primary key, whether it is an identity.
constexpr db::Query sqlite_columns{"catalog.columns", R"sql(
select t.name, c.name, lower(c.type), c.pk, c.name = 'id' and c.pk = 1 and lower(c.type) = 'integer'
from pragma_table_list t, pragma_table_xinfo(t.name) c
where t.schema = 'main' and t.type = 'table' and c.hidden = 0
  and t.name not like 'sqlite!_%' escape '!' and t.name <> 'schema_migrations'
  and t.name not like 'fulltext!_%' escape '!'
order by t.name, c.cid)sql"};

constexpr db::Query postgresql_columns{"catalog.columns", R"sql(
select c.relname, a.attname, t.typname, coalesce(array_position(k.conkey, a.attnum), 0), (a.attidentity <> '')::int
from pg_class c
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
join pg_type t on t.oid = a.atttypid
left join pg_constraint k on k.conrelid = c.oid and k.contype = 'p'
where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and c.relname <> 'schema_migrations'
  and not starts_with(c.relname, 'fulltext_')
order by c.relname collate "C", a.attnum)sql"};

// Table, the one that it refers to, by which column.
constexpr db::Query sqlite_references{"catalog.references", R"sql(
select t.name, f."table", f."from"
from pragma_table_list t, pragma_foreign_key_list(t.name) f
where t.schema = 'main' and t.type = 'table')sql"};

constexpr db::Query postgresql_references{"catalog.references", R"sql(
select c.relname, r.relname, a.attname
from pg_constraint k
join pg_class c on c.oid = k.conrelid
join pg_class r on r.oid = k.confrelid
join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
where k.contype = 'f' and c.relnamespace = current_schema()::regnamespace)sql"};

constexpr db::Query sqlite_last_id{"catalog.last_id", "select seq from sqlite_sequence where name = $1"};
constexpr db::Query postgresql_last_id{"catalog.last_id", R"sql(
select coalesce(pg_sequence_last_value(pg_get_serial_sequence($1, 'id')::regclass), 0))sql"};

bool holds_text(const std::string& table, const std::string& column, std::string_view type) {
  if (type == "text" || type == "varchar") return true;
  if (type.find("int") != std::string_view::npos) return false;
  throw std::runtime_error(table + "." + column + " has the type " + std::string(type) +
                           ", which a backup can't carry yet");
}

CatalogTable* find(std::vector<CatalogTable>& tables, std::string_view name) {
  const auto found = std::find_if(tables.begin(), tables.end(), [&](const auto& table) { return table.name == name; });
  return found == tables.end() ? nullptr : &*found;
}

std::vector<CatalogTable> read_columns(db::Session& session) {
  const bool sqlite = session.engine() == db::Engine::sqlite;
  std::vector<CatalogTable> tables;
  session.each(sqlite ? sqlite_columns : postgresql_columns, {}, [&](const db::Row& row) {
    if (tables.empty() || tables.back().name != row.text(0)) tables.push_back({std::string(row.text(0)), {}, {}});
    auto& table = tables.back();
    const auto name = row.get<std::string>(1);
    table.columns.push_back({.name = name,
                             .is_text = holds_text(table.name, name, row.text(2)),
                             .key_place = row.get<int>(3),
                             .is_identity = row.get<bool>(4)});
  });
  return tables;
}

void read_references(db::Session& session, std::vector<CatalogTable>& tables) {
  const bool sqlite = session.engine() == db::Engine::sqlite;
  session.each(sqlite ? sqlite_references : postgresql_references, {}, [&](const db::Row& row) {
    auto* table = find(tables, row.text(0));
    if (table == nullptr) return;
    if (row.text(0) != row.text(1)) return table->refers_to.push_back(row.get<std::string>(1));
    for (auto& column : table->columns) {
      if (column.name == row.text(2)) column.refers_to_own_table = true;
    }
  });
}

// Takes, again and again, the first that refers to nothing that is still waiting.
std::vector<CatalogTable> in_order(std::vector<CatalogTable> waiting) {
  std::vector<CatalogTable> ordered;
  while (!waiting.empty()) {
    const auto next = std::find_if(waiting.begin(), waiting.end(), [&](const CatalogTable& table) {
      return std::none_of(table.refers_to.begin(), table.refers_to.end(),
                          [&](const std::string& name) { return find(waiting, name) != nullptr; });
    });
    if (next == waiting.end()) throw std::runtime_error(waiting.front().name + " refers to itself over other tables");
    ordered.push_back(std::move(*next));
    waiting.erase(next);
  }
  return ordered;
}

}  // namespace

bool CatalogTable::has_identity() const {
  return std::any_of(columns.begin(), columns.end(), [](const CatalogColumn& column) { return column.is_identity; });
}

std::vector<CatalogTable> read_catalog(db::Session& session) {
  auto tables = read_columns(session);
  read_references(session, tables);
  return in_order(std::move(tables));
}

std::int64_t last_id(db::Session& session, const std::string& table) {
  const bool sqlite = session.engine() == db::Engine::sqlite;
  return session.value<std::int64_t>(sqlite ? sqlite_last_id : postgresql_last_id, {table});
}

void set_last_id(db::Transaction& tx, const std::string& table, std::int64_t id) {
  if (tx.engine() == db::Engine::sqlite) {
    tx.run({"catalog.forget_last_id", "delete from sqlite_sequence where name = $1"}, {table});
    if (id > 0) tx.run({"catalog.set_last_id", "insert into sqlite_sequence (name, seq) values ($1, $2)"}, {table, id});
    return;
  }
  constexpr db::Query set{"catalog.set_last_id", R"sql(
select setval(pg_get_serial_sequence($1, 'id'), greatest($2, 1), $2 > 0))sql"};
  tx.each(set, {table, id}, [](const db::Row&) {});
}

}  // namespace transfer
