#pragma once

#include <span>
#include <vector>

#include "auth/actor.h"
#include "db/session.h"
#include "listing/list.h"
#include "worklist/worklist.h"

namespace worklist {

// What an automatic list shows this reader: whatever meets all criteria of one of its filters, each thing once, stories
// before tasks, in the order of their numbers; at most `bound` of them. A list without filters shows nothing.
std::vector<WorklistItem> found_items(db::Session& session, const auth::Actor& reader, WorklistId list,
                                      listing::Bound bound);

// The same for filters that were read already.
std::vector<WorklistItem> found_items(db::Session& session, const auth::Actor& reader, WorklistId list,
                                      std::span<const WorklistFilter> filters, listing::Bound bound);

}  // namespace worklist
