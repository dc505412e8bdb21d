#pragma once

#include <vector>

#include "db/query.h"

namespace worklist {

// Every fixed query of the module: a test prepares them on both databases.
std::vector<db::Query> queries();
// Those about many rows at once: see db/many.h.
std::vector<db::Query> queries_of_many();

}  // namespace worklist
