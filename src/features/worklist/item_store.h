#pragma once

#include <optional>
#include <span>
#include <vector>

#include "auth/actor.h"
#include "db/session.h"
#include "worklist/worklist.h"

namespace worklist {

// How much of its cards a list shows.
enum class Items {
  none,
  bare,      // all of them, archived ones too (at position 99999), by their numbers alone
  resolved,  // those not archived, each with its story or task
};

// Adds to each list the cards that the reader may see, in order: their positions count what he sees, so they are dense.
// Few queries, however many lists. What an automatic list shows is not in here: see automatic.h.
void add_items(db::Session& session, const auth::Actor& reader, std::span<Worklist> lists, Items how);

// All cards of all these lists.
std::vector<WorklistItem*> cards_of(std::span<Worklist> lists);

std::vector<db::Query> item_queries_of_many();

}  // namespace worklist
