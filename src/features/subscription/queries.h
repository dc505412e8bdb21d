#pragma once

#include <vector>

#include "db/query.h"

namespace subscription {

// Every fixed query of the module: a test prepares them on both databases.
std::vector<db::Query> queries();

}  // namespace subscription
