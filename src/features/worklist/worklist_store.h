#pragma once

#include <optional>
#include <span>
#include <vector>

#include "auth/actor.h"
#include "db/session.h"
#include "listing/list.h"
#include "worklist/item_store.h"
#include "worklist/worklist_input.h"

namespace worklist {

// The row alone, whoever asks.
std::optional<Worklist> find_row(db::Session& session, WorklistId id);

// Those of these lists that the reader may see, in the order of `ids`, with owners, users and cards. Few queries,
// however many lists: a board is read in one go. An automatic list is resolved to what it finds, at most `bound` of it.
std::vector<Worklist> find_worklists(db::Session& session, const auth::Actor& reader, std::span<const WorklistId> ids,
                                     Items how, listing::Bound bound = {});

// Lists that the reader may see, filtered and paged as the v1 API does, with people and bare cards. Lanes are listed
// with their board alone.
listing::Page<Worklist> list_worklists(db::Session& session, const WorklistQuery& filter, const auth::Actor& reader,
                                       listing::Bound bound);

void add_people(db::Session& session, std::span<Worklist> lists);

WorklistId insert_worklist(db::Transaction& tx, const Worklist& list);
// Everything but who governs it.
void update_worklist(db::Transaction& tx, const Worklist& list);

std::span<const db::Query> worklist_queries();
std::span<const db::Query> worklist_queries_of_many();

}  // namespace worklist
