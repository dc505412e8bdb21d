#pragma once

#include <vector>

#include "auth/actor.h"
#include "db/session.h"
#include "listing/list.h"
#include "worklist/item_input.h"
#include "worklist/worklist.h"

// Cards come, move and go. Whoever may edit a list or move its cards may do all of it; a card is reached through its
// own list alone, and only by those who see its story. To all others it is not there: Error(not_found).
namespace worklist {

// A card that was archived in the list, or in another lane of its board, comes back in place of a new one.
WorklistItem add_item(db::Transaction& tx, const auth::Actor& actor, WorklistId list, const NewItem& item, Time now);

// Moves a card within its list, or to another one in which the actor may move cards, too; or has it show a due date.
WorklistItem change_item(db::Transaction& tx, const auth::Actor& actor, WorklistId list, WorklistItemId id,
                         const ItemChange& change, Time now);

// Takes a card off its list. Adding its story or task again brings it back.
void archive_item(db::Transaction& tx, const auth::Actor& actor, WorklistId list, WorklistItemId id, Time now);

// All cards of a list, archived ones at the end; of an automatic one, what it finds.
std::vector<WorklistItem> items_of(db::Session& session, const auth::Actor& reader, WorklistId list,
                                   listing::Bound bound);

}  // namespace worklist
