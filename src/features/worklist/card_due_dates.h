#pragma once

#include <optional>
#include <span>

#include "auth/actor.h"
#include "db/session.h"
#include "worklist/item.h"

// What cards have to do with due dates.
namespace worklist {

// What a card shows after somebody set its due date to `wanted`: nothing for -1. One that the actor may not see does
// not exist for him: Error(not_found).
std::optional<DueDateId> shown_due_date(db::Session& session, const auth::Actor& actor, DueDateId wanted);

// Has cards show no due date that the reader may not see.
void hide_due_dates(db::Session& session, const auth::Actor& reader, std::span<WorklistItem* const> cards);

// Adds to each card the due date that it shows, and to its story the ones that it has, as far as the reader may see
// them. Few queries, however many cards.
void add_due_dates(db::Session& session, const auth::Actor& reader, std::span<WorklistItem* const> cards);

// The same for one card.
WorklistItem with_due_date(db::Session& session, const auth::Actor& reader, WorklistItem card);

}  // namespace worklist
