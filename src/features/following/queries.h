#pragma once

#include <vector>

#include "db/session.h"

namespace following {

// Every fixed query of the module, in this engine's words: a test prepares them on both databases.
std::vector<db::Query> queries(db::Engine engine);

}  // namespace following
