#include "transfer/export.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <stdexcept>

#include "base/error.h"
#include "base/text.h"
#include "base/time.h"
#include "command/progress.h"
#include "json/write.h"

namespace transfer {
namespace {

constexpr std::size_t buffer_size = 1 << 18;

std::string select_rows(const Table& table) {
  std::string columns;
  for (const auto& column : table.columns) {
    columns.append(columns.empty() ? "" : ", ");
    columns.append(column.rules.exported.empty() ? column.our_name() : column.rules.exported);
  }
  // A link is what it links: all of its columns.
  return "select " + columns + " from " + std::string(table.ours) + " order by " + (table.has_id() ? "id" : columns);
}

// What stands before each value; spaced as Python's json.dumps does it, as the reference's dumps are.
std::vector<std::string> openings(const Table& table) {
  std::vector<std::string> out;
  for (const auto& column : table.columns) {
    out.push_back(out.empty() ? "{\"table\": \"" + std::string(table.name) + "\", \"row\": {" : ", ");
    out.back() += "\"" + std::string(column.name) + "\": ";
  }
  return out;
}

void append_value(std::string& out, Kind kind, const db::Row& row, int place) {
  if (row.is_null(place)) {
    out += "null";
  } else if (kind == Kind::time) {
    out.append("\"").append(to_sql_text(row.get<Time>(place))).append("\"");
  } else if (kind == Kind::text || kind == Kind::token) {
    json::append_text(out, row.text(place));
  } else {
    json::append_integer(out, row.integer(place));
  }
}

void export_table(db::Session& session, const Table& table, const Sink& sink, command::Progress& progress) {
  const auto before = openings(table);
  const auto sql = select_rows(table);
  std::string out;
  session.each({"transfer.export", sql}, {}, [&](const db::Row& row) {
    for (std::size_t i = 0; i < before.size(); ++i) {
      if (table.columns[i].rules.addition && row.is_null(static_cast<int>(i))) continue;
      out += before[i];
      append_value(out, table.columns[i].kind, row, static_cast<int>(i));
    }
    out += "}}\n";
    progress.add();
    if (out.size() < buffer_size) return;
    sink(out);
    out.clear();
  });
  sink(out);
}

}  // namespace

void export_dump(db::Database& database, const Tables& tables, std::string_view only_table, const Sink& sink) {
  if (!only_table.empty() && !tables.find(only_table)) {
    throw not_found("There is no table " + in_quotes(only_table) + " to export. There are " + tables.names() + ".");
  }
  command::Progress progress("Exporting rows", 0);
  database.connect_reader()->read([&](db::Session& session) {
    for (const auto& table : tables.served()) {
      if (only_table.empty() || table.name == only_table) export_table(session, table, sink, progress);
    }
  });
}

void write_to_stdout(std::string_view bytes) {
  if (std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size() && std::fflush(stdout) == 0) return;
  throw std::runtime_error(std::string("The output can't be written: ") + std::strerror(errno));
}

}  // namespace transfer
