#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "db/query.h"
#include "transfer/survey.h"

namespace transfer {

// Decides row by row what becomes of it, from which rows there are in the dump and were there before.
class Placement {
 public:
  struct Verdict {
    std::optional<std::string> dropped = {};  // why
    std::size_t later = no_column;            // this reference can only be set when the whole table is in
  };
  static constexpr std::size_t no_column = static_cast<std::size_t>(-1);

  Placement(const Tables& tables, Survey& survey)
      : tables_(tables), survey_(survey), there_before_(tables.served().size()), placed_(tables.served().size()) {}

  // A row that was in the database before.
  void was_there(std::size_t table, std::int64_t id) { there_before_[table].insert(id); }

  // Takes the rows of a table in the order in which they are inserted, after those of the tables before it. Clears a
  // reference to a dropped row of the same table. Throws Error(invalid) if the row refers to something that is
  // nowhere.
  Verdict place(std::size_t table, std::span<db::Argument> row);

 private:
  bool is_there(std::size_t table, std::int64_t id) const;
  bool shows_what_is_gone(std::size_t table, std::span<const db::Argument> row) const;

  const Tables& tables_;
  Survey& survey_;
  std::vector<IdSet> there_before_;
  std::vector<IdSet> placed_;
};

}  // namespace transfer
