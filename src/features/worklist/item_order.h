#pragma once

#include <optional>
#include <span>

#include "auth/actor.h"
#include "db/session.h"
#include "worklist/card.h"

// The order of a list's cards. Each has a rank; ranks have gaps between them, so that a card moves by writing one row.
// Where a gap is used up, a few cards around it get new ranks. Positions are never stored: they count, from 0, the
// cards that a reader sees.
namespace worklist {

struct Spot {
  std::int64_t rank = 0;
  std::optional<std::int64_t> position = {};  // as it was asked for; unknown at the end
};
// Where a card has this position, as the actor counts; or the end, if there are not as many or none is asked for.
// `moved` is the card itself, which does not count.
Spot spot_at(db::Transaction& tx, const auth::Actor& actor, WorklistId list, std::optional<std::int64_t> position,
             WorklistItemId moved);

// How many cards that the reader sees come before this one.
std::int64_t position_of(db::Session& session, const auth::Actor& reader, const Card& card);

// How many other cards of its list the reader sees.
std::int64_t others_seen(db::Session& session, const auth::Actor& reader, const Card& card);

// The position as it is told in events: among the cards that everybody sees who sees the list.
std::int64_t public_position(db::Session& session, const auth::Actor& reader, const Card& card, std::int64_t position);

std::span<const db::Query> order_queries();

}  // namespace worklist
