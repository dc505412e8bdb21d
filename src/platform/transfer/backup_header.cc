#include "transfer/backup_header.h"

#include "base/error.h"
#include "db/database.h"
#include "json/node.h"
#include "json/write.h"

namespace transfer {
namespace {

using json::Node;

constexpr std::string_view format = "plenary-backup";
constexpr std::int64_t version = 1;

// Sorted out here, so that the one who reads can say which file it is.
Node member(const Node& object, std::string_view name, Node::Kind kind) {
  const auto found = object.is(Node::Kind::object) ? object.find(name) : std::nullopt;
  if (!found || !found->is(kind)) throw invalid("the member \"" + std::string(name) + "\" is missing or no good");
  return *found;
}

std::string text_member(const Node& object, std::string_view name) {
  return std::string(member(object, name, Node::Kind::text).text());
}

std::int64_t number_member(const Node& object, std::string_view name) {
  return member(object, name, Node::Kind::integer).integer();
}

}  // namespace

std::string to_line(const BackupHeader& header) {
  std::string out = "{\"format\":\"" + std::string(format) + "\",\"version\":" + std::to_string(version);
  out += ",\"made_at\":\"" + to_iso(header.made_at) + "\",\"engine\":\"" + header.engine + "\",\"migrations\":[";
  for (const auto& one : header.migrations) {
    out += out.back() == '[' ? "{\"module\":" : ",{\"module\":";
    json::append_text(out, one.module);
    out += ",\"name\":";
    json::append_text(out, one.name);
    out += ",\"checksum\":";
    json::append_text(out, one.checksum);
    out += '}';
  }
  return out + "]}\n";
}

std::string to_line(const TableHeader& table) {
  std::string out = "{\"table\":";
  json::append_text(out, table.name);
  out += ",\"columns\":";
  json::write(out, table.columns);
  return out + ",\"last_id\":" + std::to_string(table.last_id) + "}\n";
}

std::string to_line(const BackupEnd& end) {
  return "{\"end\":true,\"rows\":" + std::to_string(end.rows) + ",\"sha256\":\"" + end.sha256 + "\"}\n";
}

BackupHeader parse_backup_header(std::string_view line) {
  const json::Document document(line, "The first line");
  const auto root = document.root();
  if (text_member(root, "format") != format) throw invalid("its format is another");
  if (number_member(root, "version") != version) throw invalid("a newer version of Plenary made it");
  BackupHeader header{.made_at = parse_time(text_member(root, "made_at"), Naive::refuse).value_or(Time{}),
                      .engine = text_member(root, "engine")};
  const auto migrations = member(root, "migrations", Node::Kind::array);
  for (std::size_t i = 0; i < migrations.size(); ++i) {
    const auto one = migrations.at(i);
    header.migrations.push_back({text_member(one, "module"), text_member(one, "name"), text_member(one, "checksum")});
  }
  return header;
}

TableHeader parse_table_header(std::string_view line) {
  const json::Document document(line, "The line");
  const auto root = document.root();
  TableHeader table{.name = text_member(root, "table"), .last_id = number_member(root, "last_id")};
  const auto columns = member(root, "columns", Node::Kind::array);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (!columns.at(i).is(Node::Kind::text)) throw invalid("a column has no name");
    table.columns.emplace_back(columns.at(i).text());
  }
  return table;
}

BackupEnd parse_backup_end(std::string_view line) {
  const json::Document document(line, "The last line");
  return {number_member(document.root(), "rows"), text_member(document.root(), "sha256")};
}

bool is_backup_end(std::string_view line) { return line.starts_with("{\"end\""); }

std::vector<AppliedMigration> read_applied_migrations(db::Session& session) {
  if (db::applied_migrations(session).empty()) throw not_found("The database is empty: there is nothing to back up.");
  return session.all(
      {"backup.migrations", "select module, name, checksum from schema_migrations order by position"}, {},
      [](const db::Row& row) {
        return AppliedMigration{row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2)};
      });
}

}  // namespace transfer
