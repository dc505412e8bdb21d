#pragma once

#include <vector>

#include "auth/actor.h"
#include "db/session.h"
#include "worklist/filter_input.h"

namespace worklist {

// The filters of a list, for whoever may see it. A filter is reached through its own list alone; elsewhere it is not
// there: Error(not_found).
std::vector<WorklistFilter> read_filters(db::Session& session, const auth::Actor& reader, WorklistId list);
WorklistFilter read_filter(db::Session& session, const auth::Actor& reader, WorklistId list, WorklistFilterId id);

// For those who may edit the list.
WorklistFilter add_filter(db::Transaction& tx, const auth::Actor& actor, WorklistId list, const NewFilter& filter,
                          Time now);
WorklistFilter change_filter(db::Transaction& tx, const auth::Actor& actor, WorklistId list, WorklistFilterId id,
                             const FilterChange& change, Time now);
void remove_filter(db::Transaction& tx, const auth::Actor& actor, WorklistId list, WorklistFilterId id, Time now);

// Adds one without asking whether the actor may.
WorklistFilter store_filter(db::Transaction& tx, const auth::Actor& actor, WorklistId list, const NewFilter& wanted,
                            Time now);

}  // namespace worklist
