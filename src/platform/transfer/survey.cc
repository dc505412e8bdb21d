#include "transfer/survey.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "transfer/line.h"

namespace transfer {
namespace {

// Rows that stay only if another table names them.
struct Candidates {
  std::size_t table;          // theirs
  std::size_t naming_table;   // the one that names them …
  std::size_t naming_column;  // … here
  int condition;              // the column that says whether the rule concerns a row; -1 if all
  std::vector<std::int64_t> ids = {};
  IdSet named = {};
};

class Surveyor {
 public:
  explicit Surveyor(const Tables& tables) : tables_(tables) {
    found_.tables.resize(tables.served().size());
    found_.not_served.resize(tables.not_served().size());
    for (std::size_t place = 0; place < tables.served().size(); ++place) add_candidates(place);
  }

  void take(std::int64_t number, std::string_view text) {
    std::string table;
    try {
      const auto line = parse_line(text);
      table = line.table;
      const auto place = tables_.find(table);
      place ? take_row(*place, line.row, number, text) : take_not_served(line.table);
    } catch (const Error& error) {
      refuse_line(number, table, error.what());
    }
  }

  Survey finish() {
    for (const auto& one : candidates_) {
      for (const auto id : one.ids) {
        if (!one.named.contains(id)) found_.tables[one.table].leftover.insert(id);
      }
    }
    return std::move(found_);
  }

 private:
  void add_candidates(std::size_t place) {
    const auto& table = tables_.served()[place];
    const auto& rule = table.leftover;
    if (rule.table.empty()) return;
    const auto naming = tables_.find(rule.table).value();
    const auto column = static_cast<std::size_t>(tables_.served()[naming].place_of(rule.column));
    candidates_.push_back({place, naming, column, table.place_of(rule.only_where)});
  }

  void take_not_served(std::string_view name) {
    const auto& all = tables_.not_served();
    const auto found = std::find(all.begin(), all.end(), name);
    if (found == all.end()) throw invalid("There is no table " + in_quotes(name) + ". There are " + tables_.names());
    last_table_ = nullptr;
    ++found_.not_served[static_cast<std::size_t>(found - all.begin())];
  }

  void take_row(std::size_t place, const json::Node& row, std::int64_t number, std::string_view text) {
    const auto& table = tables_.served()[place];
    auto& about = found_.tables[place];
    values_.arguments.clear();
    values_.hashes.clear();
    read_row(table, row, values_);
    extend_run(about, number, text);
    ++found_.rows;
    ++about.rows;
    if (points_elsewhere(tables_, place, values_.arguments)) {
      ++about.left_out;
      return;
    }
    if (table.has_id()) take_id(about, integer_in(values_.arguments[static_cast<std::size_t>(table.place_of("id"))]));
    note_candidates(place, table);
  }

  // A dump that has its tables one after the other makes a run for each.
  void extend_run(TableSurvey& about, std::int64_t number, std::string_view text) {
    if (last_table_ == &about) {
      auto& run = about.runs.back().text;
      run = {run.data(), static_cast<std::size_t>(text.data() + text.size() - run.data())};
    } else {
      about.runs.push_back({text, number});
    }
    last_table_ = &about;
  }

  void take_id(TableSurvey& about, std::int64_t id) {
    if (!about.ids.insert(id)) throw invalid("the id " + std::to_string(id) + " stands on an earlier line already");
  }

  void note_candidates(std::size_t place, const Table& table) {
    for (auto& one : candidates_) {
      if (one.naming_table == place) {
        const auto id = integer_in(values_.arguments[one.naming_column]);
        if (id != 0) one.named.insert(id);
      }
      if (one.table == place && concerns(one, table)) {
        one.ids.push_back(integer_in(values_.arguments[static_cast<std::size_t>(table.place_of("id"))]));
      }
    }
  }

  bool concerns(const Candidates& one, const Table& table) const {
    if (one.condition < 0) return true;
    return text_in(values_.arguments[static_cast<std::size_t>(one.condition)]) == table.leftover.is;
  }

  const Tables& tables_;
  Survey found_;
  std::vector<Candidates> candidates_;
  Values values_;
  const TableSurvey* last_table_ = nullptr;
};

}  // namespace

void refuse_line(std::int64_t line, std::string_view table, const std::string& why) {
  throw invalid("line " + std::to_string(line) + ": " + (table.empty() ? "" : std::string(table) + ": ") + why);
}

bool points_elsewhere(const Tables& tables, std::size_t table, std::span<const db::Argument> row) {
  const auto& references = tables.references(table);
  return std::any_of(references.begin(), references.end(), [&](const Reference& reference) {
    return !reference.target && integer_in(row[reference.column]) != 0;
  });
}

Survey survey(const Tables& tables, std::string_view text, const std::function<void(std::int64_t)>& progress) {
  Surveyor surveyor(tables);
  each_line(text, 1, [&](std::int64_t number, std::string_view line) {
    surveyor.take(number, line);
    progress(static_cast<std::int64_t>(line.size() + 1));
  });
  return surveyor.finish();
}

void each_line(std::string_view text, std::int64_t first_line,
               const std::function<void(std::int64_t, std::string_view)>& visit) {
  for (auto number = first_line; !text.empty(); ++number) {
    const auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (line.find_first_not_of(" \t\r") != std::string_view::npos) visit(number, line);
  }
}

}  // namespace transfer
