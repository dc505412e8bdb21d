#include "transfer/table_load.h"

#include "base/error.h"
#include "db/identity.h"
#include "transfer/emptying.h"
#include "transfer/line.h"

namespace transfer {
namespace {

constexpr const char* repeated = "dropped: they are there already, or stand in the file twice";

std::vector<std::string_view> our_columns(const Table& table) {
  std::vector<std::string_view> names;
  for (const auto& column : table.columns) names.push_back(column.our_name());
  return names;
}

}  // namespace

TableLoad::TableLoad(db::Transaction& tx, const Tables& tables, std::size_t place, Placement& placement)
    : tx_(tx),
      table_(tables.served()[place]),
      place_(place),
      placement_(placement),
      skips_repeated_(!table_.has_id() || table_.seeded),
      rows_before_(skips_repeated_ ? count_rows(tx, table_.ours) : 0),
      loader_(tx, table_.ours, our_columns(table_),
              skips_repeated_ ? Loader::Repeated::is_skipped : Loader::Repeated::is_an_error),
      report_{.table = std::string(table_.name)} {}

void TableLoad::take(const Run& run, const std::function<void(std::int64_t)>& progress) {
  each_line(run.text, run.first_line, [&](std::int64_t number, std::string_view text) {
    take_line(number, text);
    progress(1);
  });
}

void TableLoad::take_line(std::int64_t number, std::string_view text) {
  auto line = parse_line(text);
  auto& batch = loader_.batch();
  auto& arguments = batch.values.arguments;
  const auto first = arguments.size();
  read_row(table_, line.row, batch.values);
  const auto row = std::span(arguments).subspan(first);
  const auto verdict = verdict_on(number, row);
  if (verdict.dropped) {
    ++report_.dropped[*verdict.dropped];
    arguments.resize(first, db::Argument(nullptr));
    return;
  }
  if (verdict.later != Placement::no_column) postpone(row, verdict.later);
  batch.lines.push_back(number);
  batch.documents.push_back(std::move(line.document));
  ++report_.imported;
  loader_.filled();
}

Placement::Verdict TableLoad::verdict_on(std::int64_t number, std::span<db::Argument> row) {
  try {
    return placement_.place(place_, row);
  } catch (const Error& error) {
    refuse_line(number, table_.name, error.what());
  }
}

// A reply may stand before what it replies to, and the databases check at once: it is set when all are in.
void TableLoad::postpone(std::span<db::Argument> row, std::size_t column) {
  auto& group = later_[column];
  group.push_back(row[static_cast<std::size_t>(table_.place_of("id"))]);
  group.push_back(row[column]);
  row[column] = std::optional<std::int64_t>();
}

TableReport TableLoad::finish() {
  loader_.flush();
  for (const auto& [column, arguments] : later_) {
    const auto sql = "update " + std::string(table_.ours) + " set " + std::string(table_.columns[column].our_name()) +
                     " = $2 where id = $1";
    tx_.run_many({"transfer.set_later", sql}, 2, arguments);
  }
  if (table_.has_id()) db::sync_identity(tx_, table_.ours);
  if (skips_repeated_) {
    const auto added = count_rows(tx_, table_.ours) - rows_before_;
    if (added < report_.imported) report_.dropped[repeated] += report_.imported - added;
    report_.imported = added;
  }
  return std::move(report_);
}

}  // namespace transfer
