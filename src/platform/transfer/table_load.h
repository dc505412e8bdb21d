#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "transfer/import.h"
#include "transfer/loader.h"
#include "transfer/placement.h"

namespace transfer {

// Brings the rows of one table in, after those of the tables before it.
class TableLoad {
 public:
  TableLoad(db::Transaction& tx, const Tables& tables, std::size_t place, Placement& placement);

  void take(const Run& run, const std::function<void(std::int64_t)>& progress);
  // When all are taken.
  TableReport finish();

 private:
  void take_line(std::int64_t number, std::string_view text);
  Placement::Verdict verdict_on(std::int64_t number, std::span<db::Argument> row);
  void postpone(std::span<db::Argument> row, std::size_t column);

  db::Transaction& tx_;
  const Table& table_;
  std::size_t place_;
  Placement& placement_;
  bool skips_repeated_;
  std::int64_t rows_before_;
  Loader loader_;
  TableReport report_;
  std::map<std::size_t, std::vector<db::Argument>> later_;  // column -> id and value, …
};

}  // namespace transfer
