#pragma once

#include <functional>
#include <string_view>

#include "db/database.h"
#include "transfer/tables.h"

namespace transfer {

// Takes the next bytes; throws if they can't be written.
using Sink = std::function<void(std::string_view)>;

// Writes all rows, or those of one table, as lines of a dump (see line.h): one state of the data, tables in an order
// in which each refers to earlier ones, rows by id. Throws Error(not_found) if there is no such table.
void export_dump(db::Database& database, const Tables& tables, std::string_view only_table, const Sink& sink);

// Standard output, with what is wrong if it takes no more.
void write_to_stdout(std::string_view bytes);

}  // namespace transfer
