#include "transfer/placement.h"

#include "base/error.h"
#include "transfer/line.h"

namespace transfer {
namespace {

constexpr const char* points_to_others = "left out: they belong to things that are not served yet";
constexpr const char* belongs_to_dropped = "dropped: they belong to rows that were dropped";
constexpr const char* belongs_to_nothing = "dropped: what they belonged to is not there any more";

}  // namespace

Placement::Verdict Placement::place(std::size_t place, std::span<db::Argument> row) {
  const auto& table = tables_.served()[place];
  auto& about = survey_.tables[place];
  if (points_elsewhere(tables_, place, row)) return {points_to_others};
  const auto id = table.has_id() ? integer_in(row[static_cast<std::size_t>(table.place_of("id"))]) : 0;
  if (id != 0 && about.leftover.contains(id)) return {"dropped: " + std::string(table.leftover.why)};
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

bool Placement::is_there(std::size_t table, std::int64_t id) const {
  return survey_.tables[table].ids.contains(id) || there_before_[table].contains(id);
}

}  // namespace transfer
