#pragma once

#include <span>

#include "db/session.h"

namespace board {

// After an import: boards govern the lists that came in as their lanes, and events of private boards are hidden. Does
// nothing to boards and lists that were in order before.
void link_imported(db::Transaction& tx);

std::span<const db::Query> import_queries();

}  // namespace board
