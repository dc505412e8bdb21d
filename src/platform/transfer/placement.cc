#include "transfer/placement.h"

#include "base/error.h"
#include "transfer/line.h"

namespace transfer {
namespace {

constexpr const char* points_to_others = "left out: they belong to things that are not served yet";
constexpr const char* belongs_to_dropped = "dropped: they belong to rows that were dropped";
constexpr const char* belongs_to_nothing = "dropped: what they belonged to is not there any more";
constexpr const char* shows_nothing = "dropped: what they show was deleted";

}  // namespace

Placement::Verdict Placement::place(std::size_t place, std::span<db::Argument> row) {
  const auto& table = tables_.served()[place];
  auto& about = survey_.tables[place];
  if (points_elsewhere(tables_, place, row)) return {points_to_others};
  const auto id = table.has_id() ? integer_in(row[static_cast<std::size_t>(table.place_of("id"))]) : 0;
  if (id != 0 && about.leftover.contains(id)) return {"dropped: " + std::string(table.leftover.why)};
  if (shows_what_is_gone(place, row)) {
    if (id != 0) about.leftover.insert(id);
    return {shows_nothing};
  }
  Verdict verdict;
  for (const auto& reference : tables_.references(place)) {
    const auto number = integer_in(row[reference.column]);
    if (number == 0) continue;
    const auto target = reference.target.value();
    const bool to_dropped = survey_.tables[target].leftover.contains(number);
    if (to_dropped && target == place) {
      row[reference.column] = std::optional<std::int64_t>();
    } else if (to_dropped) {
      if (id != 0) about.leftover.insert(id);
      return {belongs_to_dropped};
    } else if (!is_there(target, number) && table.columns[reference.column].rules.goes_with) {
      if (id != 0) about.leftover.insert(id);
      return {belongs_to_nothing};
    } else if (!is_there(target, number)) {
      throw invalid(std::string(table.columns[reference.column].name) + ": there is no row " + std::to_string(number) +
                    " in " + std::string(tables_.served()[target].name));
    } else if (target == place && !placed_[place].contains(number) && !there_before_[place].contains(number)) {
      verdict.later = reference.column;
    }
  }
  if (id != 0) placed_[place].insert(id);
  return verdict;
}

bool Placement::shows_what_is_gone(std::size_t place, std::span<const db::Argument> row) const {
  const auto& table = tables_.served()[place];
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    const auto& rules = table.columns[column].rules;
    if (rules.kinds.empty()) continue;
    const auto& kind = row[static_cast<std::size_t>(table.place_of(rules.kind_column))].value();
    for (const auto& [text, target] : rules.kinds) {
      if (kind != db::Argument::Value(text)) continue;
      const auto there = tables_.find(target).value();
      const auto id = integer_in(row[column]);
      if (!is_there(there, id) || survey_.tables[there].leftover.contains(id)) return true;
    }
  }
  return false;
}

bool Placement::is_there(std::size_t table, std::int64_t id) const {
  return survey_.tables[table].ids.contains(id) || there_before_[table].contains(id);
}

}  // namespace transfer
