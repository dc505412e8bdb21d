#pragma once

#include <span>

#include "db/session.h"

// What an import has to leave to this feature.
namespace worklist {

// After rows came in, and story's index is made: ties cards to their stories and tasks, makes ranks of their positions,
// has lists govern themselves (boards then take their lanes), and hides events from those who may not see the list or
// the card.
void link_imported(db::Transaction& tx);

std::span<const db::Query> link_queries();

}  // namespace worklist
