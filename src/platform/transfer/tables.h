#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "transfer/table.h"

namespace transfer {

// A column that holds ids of a table; of none, if that is not served.
struct Reference {
  std::size_t column;
  std::optional<std::size_t> target;
};

// All tables that a dump may have: those that are served, and those that are known but have no place here yet.
class Tables {
 public:
  // `served` in an order in which each refers only to itself and to those before it, or to ones not served.
  // Throws std::logic_error if it is not so, or if a column refers to something that nobody declares.
  Tables(std::vector<Table> served, std::vector<std::string_view> not_served);

  const std::vector<Table>& served() const { return served_; }
  const std::vector<std::string_view>& not_served() const { return not_served_; }
  // The place in served().
  std::optional<std::size_t> find(std::string_view name) const;
  bool is_not_served(std::string_view name) const;
  // Whether some table, perhaps itself, refers to this one.
  bool is_referred_to(std::size_t place) const;
  const std::vector<Reference>& references(std::size_t place) const { return references_[place]; }
  std::string names() const;  // "users, teams, …"

 private:
  std::vector<Reference> references_of(std::size_t place) const;
  void check_leftover(const Table& table) const;

  std::vector<Table> served_;
  std::vector<std::string_view> not_served_;
  std::vector<std::vector<Reference>> references_;
};

}  // namespace transfer
