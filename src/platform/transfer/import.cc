#include "transfer/import.h"

#include <algorithm>

#include "base/error.h"
#include "command/progress.h"
#include "db/identity.h"
#include "transfer/emptying.h"
#include "transfer/placement.h"
#include "transfer/survey.h"
#include "transfer/table_load.h"

namespace transfer {
namespace {

void require_empty(db::Session& session, const Tables& tables) {
  for (const auto& table : tables.served()) {
    if (table.seeded || !has_rows(session, table.ours)) continue;
    throw invalid("The database holds " + std::string(table.name) +
                  " already: --add adds the file's rows to what is there, --replace deletes what is there first.");
  }
}

class Import {
 public:
  Import(db::Transaction& tx, const Tables& tables, Survey& found, const ImportPlan& plan)
      : tx_(tx), tables_(tables), found_(found), plan_(plan), placement_(tables, found) {}

  ImportReport run() {
    if (plan_.mode == Mode::into_empty) require_empty(tx_, tables_);
    if (plan_.mode == Mode::replace) empty_all();
    if (plan_.mode != Mode::add) unseed();
    note_what_is_there();
    auto report = load();
    db::refresh_statistics(tx_);  // or PostgreSQL, which still takes the tables for empty, joins them row by row
    if (plan_.derive) plan_.derive(tx_);
    db::refresh_statistics(tx_);
    return report;
  }

 private:
  void empty_all() {
    std::vector<std::string> names(plan_.derived.begin(), plan_.derived.end());
    for (auto table = tables_.served().rbegin(); table != tables_.served().rend(); ++table) {
      if (!table->seeded) names.emplace_back(table->ours);
    }
    empty_tables(tx_, names);
  }

  // What our migrations put there gives way to the file's rows, if it has any.
  void unseed() {
    std::vector<std::string> names;
    for (auto place = tables_.served().size(); place-- > 0;) {
      if (gives_way(place)) names.emplace_back(tables_.served()[place].ours);
    }
    delete_rows(tx_, names);
  }

  // Also when what it refers to does.
  bool gives_way(std::size_t place) const {
    if (!tables_.served()[place].seeded) return false;
    const auto& references = tables_.references(place);
    return found_.tables[place].rows > 0 ||
           std::any_of(references.begin(), references.end(), [&](const Reference& reference) {
             return reference.target && *reference.target != place && gives_way(*reference.target);
           });
  }

  void note_what_is_there() {
    for (std::size_t place = 0; place < tables_.served().size(); ++place) {
      const auto& table = tables_.served()[place];
      if (!table.has_id() || !tables_.is_referred_to(place)) continue;
      const auto sql = "select id from " + std::string(table.ours);
      tx_.each({"transfer.ids", sql}, {}, [&](const db::Row& row) { placement_.was_there(place, row.integer(0)); });
    }
  }

  ImportReport load() {
    ImportReport report;
    command::Progress progress("Importing rows", found_.rows);
    for (std::size_t place = 0; place < tables_.served().size(); ++place) {
      if (found_.tables[place].rows == 0) continue;
      TableLoad table(tx_, tables_, place, placement_);
      for (const auto& run : found_.tables[place].runs) {
        table.take(run, [&](std::int64_t rows) { progress.add(rows); });
      }
      report.tables.push_back(table.finish());
    }
    for (std::size_t i = 0; i < found_.not_served.size(); ++i) {
      if (found_.not_served[i] > 0) report.not_served.emplace_back(tables_.not_served()[i], found_.not_served[i]);
    }
    return report;
  }

  db::Transaction& tx_;
  const Tables& tables_;
  Survey& found_;
  const ImportPlan& plan_;
  Placement placement_;
};

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(width, text.size()), ' ');
  return text;
}

std::string counted(const std::string& what, std::int64_t rows) {
  constexpr std::size_t name_width = 24, number_width = 10;
  const auto number = std::to_string(rows);
  return padded(what, name_width) +
         padded(std::string(number_width - std::min(number.size(), number_width), ' ') + number, number_width);
}

}  // namespace

ImportReport import_dump(db::Database& database, const Tables& tables, std::string_view text, const ImportPlan& plan) {
  // Said before a long file is read; the transaction asks again.
  if (plan.mode == Mode::into_empty) {
    database.connect_reader()->read([&](db::Session& session) { require_empty(session, tables); });
  }
  Survey found;
  {
    command::Progress progress("Checking the file, bytes", static_cast<std::int64_t>(text.size()));
    found = survey(tables, text, [&](std::int64_t bytes) { progress.add(bytes); });
  }
  ImportReport report;
  database.connect_writer()->write([&](db::Transaction& tx) { report = Import(tx, tables, found, plan).run(); });
  return report;
}

std::string to_text(const ImportReport& report) {
  std::string out = counted("table", 0).substr(0, 24) + "  imported\n";
  for (const auto& table : report.tables) {
    out += counted(table.table, table.imported) + "\n";
    for (const auto& [why, rows] : table.dropped) out += counted("", rows) + "  " + why + "\n";
  }
  if (report.not_served.empty()) return out;
  out += "\nLeft out, since these are not served yet:\n";
  for (const auto& [table, rows] : report.not_served) out += counted(table, rows) + "\n";
  return out;
}

}  // namespace transfer
