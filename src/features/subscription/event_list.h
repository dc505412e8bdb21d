#pragma once

#include "db/session.h"
#include "following/subscription.h"
#include "listing/list.h"
#include "subscription/filter.h"

namespace subscription {

// What a subscriber (or, where none is named, everybody) was told of things that the reader may see now.
listing::Page<following::SubscriptionEvent> list_events(db::Session& session, const SubscriptionEventFilter& filter,
                                                        const auth::Actor& reader, listing::Bound bound);

// Whether the reader may see now what the event tells of.
bool can_see(db::Session& session, const auth::Actor& reader, SubscriptionEventId id);

std::span<const db::Query> event_list_queries();

}  // namespace subscription
