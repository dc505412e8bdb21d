#include "transfer/backup.h"

#include <algorithm>

#include "command/progress.h"
#include "json/write.h"
#include "transfer/backup_file.h"
#include "transfer/backup_header.h"
#include "transfer/catalog.h"

namespace transfer {
namespace {

constexpr std::size_t buffer_size = 1 << 18;

// Rows by their primary key, so that two backups of the same data are the same.
std::string select_rows(const CatalogTable& table, db::Engine engine) {
  std::string columns;
  std::vector<const CatalogColumn*> key;
  for (const auto& column : table.columns) {
    columns += (columns.empty() ? "" : ", ") + column.name;
    if (column.key_place > 0) key.push_back(&column);
  }
  std::sort(key.begin(), key.end(), [](const auto* a, const auto* b) { return a->key_place < b->key_place; });
  std::string order;
  for (const auto* column : key) {
    const bool collated = column->is_text && engine == db::Engine::postgresql;
    order += (order.empty() ? " order by " : ", ") + column->name + (collated ? " collate \"C\"" : "");
  }
  return "select " + columns + " from " + table.name + order;
}

void append_row(std::string& out, const CatalogTable& table, const db::Row& row) {
  for (int i = 0; i < row.columns(); ++i) {
    out += i == 0 ? '[' : ',';
    if (row.is_null(i)) {
      out += "null";
    } else if (table.columns[static_cast<std::size_t>(i)].is_text) {
      json::append_text(out, row.text(i));
    } else {
      json::append_integer(out, row.integer(i));
    }
  }
  out += "]\n";
}

std::int64_t write_table(db::Session& session, const CatalogTable& table, BackupWriter& file,
                         command::Progress& progress) {
  TableHeader header{table.name, {}, table.has_identity() ? last_id(session, table.name) : 0};
  for (const auto& column : table.columns) header.columns.push_back(column.name);
  file.add(to_line(header));
  const auto sql = select_rows(table, session.engine());
  std::string lines;
  std::int64_t rows = 0, waiting = 0;
  session.each({"backup.rows", sql}, {}, [&](const db::Row& row) {
    append_row(lines, table, row);
    progress.add();
    ++rows, ++waiting;
    if (lines.size() < buffer_size) return;
    file.add_rows(lines, waiting);
    lines.clear();
    waiting = 0;
  });
  file.add_rows(lines, waiting);
  return rows;
}

}  // namespace

std::int64_t back_up(db::Database& database, const std::string& path, bool overwrite) {
  std::int64_t rows = 0;
  BackupWriter file(path, overwrite);
  database.connect_reader()->read([&](db::Session& session) {
    const bool sqlite = session.engine() == db::Engine::sqlite;
    file.add(to_line(BackupHeader{Time::now(), sqlite ? "sqlite" : "postgresql", read_applied_migrations(session)}));
    command::Progress progress("Backing up rows", 0);
    for (const auto& table : read_catalog(session)) rows += write_table(session, table, file, progress);
  });
  file.finish();
  return rows;
}

}  // namespace transfer
