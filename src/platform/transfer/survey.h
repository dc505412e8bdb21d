#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "db/query.h"
#include "transfer/id_set.h"
#include "transfer/tables.h"

namespace transfer {

// Neighbouring lines of one table.
struct Run {
  std::string_view text;
  std::int64_t first_line;
};

// What is known of a table after the dump was read once.
struct TableSurvey {
  std::vector<Run> runs;
  std::int64_t rows = 0;      // those left out included
  std::int64_t left_out = 0;  // because they point to rows of tables that are not served
  IdSet ids;                  // of the others
  IdSet leftover;             // of those that the reference left behind
};

struct Survey {
  std::vector<TableSurvey> tables;       // as in Tables::served()
  std::vector<std::int64_t> not_served;  // rows; as in Tables::not_served()
  std::int64_t rows = 0;                 // of served tables
};

// "line 100: teams: name: 5 is not a text", as Error(invalid).
[[noreturn]] void refuse_line(std::int64_t line, std::string_view table, const std::string& why);

// Whether the row points to one of a table that is not served: then it is left out with it.
bool points_elsewhere(const Tables& tables, std::size_t table, std::span<const db::Argument> row);

// Reads and checks every line by itself, before anything is stored; finds out which rows there are, and which of them
// are left over. Throws Error(invalid) naming the first bad line. `progress` is told how many bytes were read.
Survey survey(const Tables& tables, std::string_view text, const std::function<void(std::int64_t)>& progress);

// Calls visit(line number, text) for each line that is not blank.
void each_line(std::string_view text, std::int64_t first_line,
               const std::function<void(std::int64_t, std::string_view)>& visit);

}  // namespace transfer
