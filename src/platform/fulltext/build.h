#pragma once

#include "db/database.h"
#include "fulltext/index.h"

namespace fulltext {

// Builds the indexes that do not hold every row, or were made by older rules for words: after an upgrade or a
// restore. A few thousand rows to a transaction; begins again if it was interrupted.
void prepare(db::Database& database, Indexes indexes);

// All of them anew, in the transaction of whoever brought rows in without putting them into an index.
void rebuild(db::Transaction& tx, Indexes indexes);

// Says that no index can be trusted any more: prepare() will build them. Harmless where there is none yet.
void distrust(db::Transaction& tx);

std::span<const db::Query> build_queries();

}  // namespace fulltext
