#pragma once

#include <vector>

#include "db/query.h"

namespace board {

// Every fixed query of the module: a test prepares them on both databases. Those about many ids (db/many.h) apart.
std::vector<db::Query> queries();
std::vector<db::Query> queries_of_many();

}  // namespace board
