#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.h"
#include "transfer/tables.h"

namespace transfer {

enum class Mode { into_empty, add, replace };

// What an import has to know besides the tables.
struct ImportPlan {
  Mode mode = Mode::into_empty;
  // Our tables whose rows follow from the imported ones: emptied with them, and filled by `derive`.
  std::vector<std::string_view> derived;
  // Computes what follows from the rows, when all are in.
  std::function<void(db::Transaction&)> derive;
};

struct TableReport {
  std::string table;
  std::int64_t imported = 0;
  std::map<std::string, std::int64_t> dropped = {};  // why -> rows
};

struct ImportReport {
  std::vector<TableReport> tables;                               // that had rows
  std::vector<std::pair<std::string, std::int64_t>> not_served;  // rows that were left out
};

// Brings the rows of a dump (see line.h) into the database in one transaction, with their ids. Throws Error(invalid)
// naming the line that is no good, or saying what is in the way; then nothing has happened.
ImportReport import_dump(db::Database& database, const Tables& tables, std::string_view text, const ImportPlan& plan);

// As people read it.
std::string to_text(const ImportReport& report);

}  // namespace transfer
