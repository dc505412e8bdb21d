#pragma once

#include <optional>
#include <span>
#include <vector>

#include "auth/actor.h"
#include "db/session.h"
#include "worklist/item_store.h"
#include "worklist/worklist.h"

namespace worklist {

// The row alone, whoever asks.
std::optional<Worklist> find_row(db::Session& session, WorklistId id);

// Those of these lists that the reader may see, in the order of `ids`, with owners, users and cards. Few queries,
// however many lists: a board is read in one go.
std::vector<Worklist> find_worklists(db::Session& session, const auth::Actor& reader, std::span<const WorklistId> ids,
                                     Items how);

void add_people(db::Session& session, std::span<Worklist> lists);

WorklistId insert_worklist(db::Transaction& tx, const Worklist& list);
// Everything but who governs it.
void update_worklist(db::Transaction& tx, const Worklist& list);

std::vector<db::Query> worklist_queries();

}  // namespace worklist
