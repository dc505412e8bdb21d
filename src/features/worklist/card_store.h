#pragma once

#include <optional>
#include <span>
#include <vector>

#include "auth/actor.h"
#include "db/session.h"
#include "worklist/card.h"

// Single cards.
namespace worklist {

// Of this list alone; nothing as well where the reader may not see its story.
std::optional<Card> find_card(db::Session& session, const auth::Actor& reader, WorklistId list, WorklistItemId id);

// A card that was taken off this list, or off another lane of the board, for the same story or task: the list's own
// before another's.
std::optional<Card> find_archived_card(db::Session& session, WorklistId list, ItemType type, std::int64_t item_id);

// What a card of this story or task would be; nothing if there is none, or none for this reader.
std::optional<Card> find_subject(db::Session& session, const auth::Actor& reader, ItemType type, std::int64_t item_id);

WorklistItemId insert_card(db::Transaction& tx, const Card& card);
// Its list, rank, due date and whether it is archived.
void update_card(db::Transaction& tx, const Card& card);

// Takes a due date off all cards of these lists that show it.
void clear_due_date(db::Transaction& tx, std::span<const WorklistId> lists, DueDateId due_date, Time now);

std::span<const db::Query> card_queries();
std::span<const db::Query> card_queries_of_many();

}  // namespace worklist
