#include "transfer/tables.h"

#include <algorithm>
#include <stdexcept>

namespace transfer {

Tables::Tables(std::vector<Table> served, std::vector<std::string_view> not_served)
    : served_(std::move(served)), not_served_(std::move(not_served)) {
  for (std::size_t place = 0; place < served_.size(); ++place) {
    references_.push_back(references_of(place));
    check_leftover(served_[place]);
  }
}

std::optional<std::size_t> Tables::find(std::string_view name) const {
  const auto found =
      std::find_if(served_.begin(), served_.end(), [&](const Table& table) { return table.name == name; });
  if (found == served_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - served_.begin());
}

bool Tables::is_not_served(std::string_view name) const {
  return std::find(not_served_.begin(), not_served_.end(), name) != not_served_.end();
}

bool Tables::is_referred_to(std::size_t place) const {
  return std::any_of(references_.begin(), references_.end(), [&](const auto& references) {
    return std::any_of(references.begin(), references.end(),
                       [&](const Reference& reference) { return reference.target == place; });
  });
}

std::string Tables::names() const {
  std::string out;
  for (const auto& table : served_) out.append(out.empty() ? "" : ", ").append(table.name);
  return out;
}

std::vector<Reference> Tables::references_of(std::size_t place) const {
  std::vector<Reference> references;
  const auto& table = served_[place];
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    const auto& name = table.columns[column].rules.refers_to;
    if (name.empty()) continue;
    const auto target = find(name);
    if (target ? *target > place : !is_not_served(name)) {
      throw std::logic_error(std::string(table.name) + " refers to " + std::string(name) + ", which comes after it");
    }
    references.push_back({column, target});
  }
  return references;
}

void Tables::check_leftover(const Table& table) const {
  const auto& by = table.leftover;
  if (by.table.empty()) return;
  const auto naming = find(by.table);
  if (!table.has_id() || !naming || served_[*naming].place_of(by.column) < 0) {
    throw std::logic_error(std::string(table.name) + ": nothing can name its rows");
  }
}

}  // namespace transfer
