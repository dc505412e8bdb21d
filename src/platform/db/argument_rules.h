#pragma once

#include <span>

#include "db/query.h"

namespace db {

// A query takes as many arguments as its highest $n. Breaking this is a mistake in the program.
void require_count(const Query& query, std::size_t wanted, std::size_t given);

// Refuses texts with a NUL byte with Error(Fault::invalid): PostgreSQL can't hold them, and what one engine can't
// hold the other shall not, or data could not move between them. (The API refuses them earlier and says where.)
void require_storable(const Query& query, std::span<const Argument> arguments);

}  // namespace db
