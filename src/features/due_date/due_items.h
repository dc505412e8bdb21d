#pragma once

#include <span>
#include <vector>

#include "auth/actor.h"
#include "db/session.h"
#include "due_date/due_date.h"

namespace due_date {

// Adds to each what belongs to it: owners and users, tasks and stories that the reader may see, their count, and what
// the reader may do. A fixed number of queries for any number of due dates.
void fill(db::Session& session, const auth::Actor& reader, std::vector<DueDate>& due_dates);

std::span<const db::Query> item_queries_of_many();

}  // namespace due_date
