#include "transfer/loader.h"

#include <algorithm>

#include "base/error.h"
#include "transfer/survey.h"

namespace transfer {
namespace {

constexpr db::Query insert_query(const std::string& sql) { return {"transfer.insert", sql}; }

// SQLite is as quick with a row at a time; PostgreSQL works through each statement anew.
std::size_t rows_in_a_statement(db::Engine engine, std::size_t columns) {
  return engine == db::Engine::sqlite ? 1 : std::min<std::size_t>(64, 4096 / columns);
}

std::string why(const db::ConstraintError& error, const std::string& table) {
  const auto& rule = error.constraint();
  switch (error.kind()) {
    case db::ConstraintError::Kind::unique:
      if (rule == table + ".id" || rule == table + "_pkey") return "a row with this id is there already";
      return "another row has the same already, and they must differ (" + rule + ")";
    case db::ConstraintError::Kind::foreign_key: return "it refers to a row that is not there (" + rule + ")";
    case db::ConstraintError::Kind::check: return "a value is none of those that it may have (" + rule + ")";
    case db::ConstraintError::Kind::not_null: return "a value is missing (" + rule + ")";
  }
  return error.what();
}

}  // namespace

void Batch::clear() {
  values.arguments.clear();
  values.hashes.clear();
  lines.clear();
  documents.clear();
}

Loader::Loader(db::Transaction& tx, std::string_view table, std::span<const std::string_view> columns,
               Repeated repeated)
    : tx_(tx),
      table_(table),
      columns_(columns.begin(), columns.end()),
      repeated_(repeated),
      rows_at_once_(rows_in_a_statement(tx.engine(), columns.size())),
      insert_one_(insert_text(1)),
      insert_many_(insert_text(rows_at_once_)) {}

std::string Loader::insert_text(std::size_t rows) const {
  std::string sql = "insert into " + table_ + " (";
  for (const auto column : columns_) sql.append(sql.back() == '(' ? "" : ", ").append(column);
  sql += ") values ";
  std::size_t number = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    sql += row == 0 ? "(" : ", (";
    for (std::size_t i = 0; i < columns_.size(); ++i) sql += (i == 0 ? "$" : ", $") + std::to_string(++number);
    sql += ')';
  }
  return repeated_ == Repeated::is_skipped ? sql + " on conflict do nothing" : sql;
}

void Loader::flush() {
  if (batch_.lines.empty()) return;
  bool refused = false;
  try {
    tx_.attempt([&] { insert_all(); });
  } catch (const db::ConstraintError&) {
    refused = true;
  }
  if (refused) find_culprit();
  batch_.clear();
}

void Loader::insert_all() {
  const std::span<const db::Argument> all(batch_.values.arguments);
  const auto width = columns_.size() * rows_at_once_;
  const auto grouped = all.size() / width * width;
  if (grouped > 0) tx_.run_many(insert_query(insert_many_), width, all.first(grouped));
  if (grouped < all.size()) tx_.run_many(insert_query(insert_one_), columns_.size(), all.subspan(grouped));
}

void Loader::insert_one(std::size_t row) {
  const std::span<const db::Argument> all(batch_.values.arguments);
  tx_.run(insert_query(insert_one_), all.subspan(row * columns_.size(), columns_.size()));
}

// The failed batch left nothing behind: its rows go in again one by one, up to the one that is refused.
void Loader::find_culprit() {
  for (std::size_t row = 0; row < batch_.lines.size(); ++row) {
    try {
      tx_.attempt([&] { insert_one(row); });
    } catch (const db::ConstraintError& error) {
      refuse(row, error);
    }
  }
}

void Loader::refuse(std::size_t row, const db::ConstraintError& error) const {
  const auto id = std::find(columns_.begin(), columns_.end(), "id");
  std::string which;
  if (id != columns_.end()) {
    const auto place = row * columns_.size() + static_cast<std::size_t>(id - columns_.begin());
    if (const auto* number = std::get_if<std::int64_t>(&batch_.values.arguments[place].value())) {
      which = "id " + std::to_string(*number) + ": ";
    }
  }
  refuse_line(batch_.lines[row], table_, which + why(error, table_));
}

}  // namespace transfer
