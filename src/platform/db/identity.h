#pragma once

#include <cstdint>
#include <string_view>

#include "db/session.h"

namespace db {

// Call after rows with explicit ids were inserted into a table whose "id" is an {{ID}} column: new ids continue above
// the largest. Never lets an id be given out a second time. (SQLite sees to it by itself: nothing to do there.)
void sync_identity(Transaction& tx, std::string_view table);

// The smallest id of such a table that nobody ever had, for bulk loads that number their rows themselves.
std::int64_t first_free_id(Session& session, std::string_view table);

// Gives this connection more memory, for as long as it lasts: rows that go into large indexes at random places would
// else be read and written again and again.
void prepare_for_bulk(Transaction& tx);

// Lets the planner look at the data again: after bulk loads, and on SQLite now and then (PostgreSQL's autovacuum does
// it by itself). Takes milliseconds for each table.
void refresh_statistics(Transaction& tx);

}  // namespace db
