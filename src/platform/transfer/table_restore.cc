#include "transfer/table_restore.h"

#include <algorithm>

#include "base/error.h"
#include "json/node.h"

namespace transfer {
namespace {

const CatalogTable& table_named(std::span<const CatalogTable> tables, const std::string& name) {
  const auto found = std::find_if(tables.begin(), tables.end(), [&](const auto& table) { return table.name == name; });
  if (found == tables.end()) throw invalid("there is no table " + name);
  return *found;
}

const CatalogColumn& column_named(const CatalogTable& table, const std::string& name) {
  const auto found =
      std::find_if(table.columns.begin(), table.columns.end(), [&](const auto& column) { return column.name == name; });
  if (found == table.columns.end()) throw invalid(table.name + " has no column " + name);
  return *found;
}

std::vector<CatalogColumn> columns_of(const TableHeader& header, std::span<const CatalogTable> tables) {
  const auto& table = table_named(tables, header.name);
  if (header.columns.size() != table.columns.size()) throw invalid(header.name + " has other columns");
  std::vector<CatalogColumn> columns;
  for (const auto& name : header.columns) columns.push_back(column_named(table, name));
  return columns;
}

std::size_t identity_among(std::span<const CatalogColumn> columns) {
  const auto found = std::find_if(columns.begin(), columns.end(), [](const auto& one) { return one.is_identity; });
  return static_cast<std::size_t>(found - columns.begin());
}

db::Argument value_of(const CatalogColumn& column, const json::Node& node) {
  using Kind = json::Node::Kind;
  if (node.is(Kind::null)) {
    return column.is_text ? db::Argument(std::optional<std::string_view>()) : std::optional<std::int64_t>();
  }
  if (!node.is(column.is_text ? Kind::text : Kind::integer)) {
    throw invalid(column.name + ": " + node.repr() + " is not of the column's kind");
  }
  return column.is_text ? db::Argument(node.text()) : db::Argument(node.integer());
}

}  // namespace

TableRestore::TableRestore(db::Transaction& tx, TableHeader header, std::span<const CatalogTable> tables)
    : tx_(tx),
      header_(std::move(header)),
      columns_(columns_of(header_, tables)),
      id_(identity_among(columns_)),
      loader_(tx, header_.name, std::vector<std::string_view>(header_.columns.begin(), header_.columns.end()),
              Loader::Repeated::is_an_error) {}

void TableRestore::take(std::string_view line, std::int64_t number) {
  json::Document document(line, "The line");
  const auto row = document.root();
  if (!row.is(json::Node::Kind::array) || row.size() != columns_.size()) throw invalid("the row has other columns");
  auto& batch = loader_.batch();
  auto& arguments = batch.values.arguments;
  const auto first = arguments.size();
  for (std::size_t i = 0; i < columns_.size(); ++i) arguments.push_back(value_of(columns_[i], row.at(i)));
  postpone_forward_references(std::span(arguments).subspan(first));
  batch.lines.push_back(number);
  batch.documents.push_back(std::move(document));
  loader_.filled();
}

void TableRestore::finish() {
  loader_.flush();
  for (const auto& [column, arguments] : later_) {
    const auto sql = "update " + header_.name + " set " + columns_[column].name + " = $2 where id = $1";
    tx_.run_many({"restore.set_later", sql}, 2, arguments);
  }
  if (id_ < columns_.size()) set_last_id(tx_, header_.name, header_.last_id);
}

// What a row refers to in its own table is there already if its id is smaller.
void TableRestore::postpone_forward_references(std::span<db::Argument> row) {
  if (id_ == columns_.size()) return;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (!columns_[i].refers_to_own_table || integer_in(row[i]) <= integer_in(row[id_])) continue;
    later_[i].insert(later_[i].end(), {row[id_], row[i]});
    row[i] = std::optional<std::int64_t>();
  }
}

}  // namespace transfer
