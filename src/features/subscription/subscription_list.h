#pragma once

#include <optional>

#include "db/session.h"
#include "following/subscription.h"
#include "listing/list.h"
#include "subscription/filter.h"

namespace subscription {

// Subscriptions to what the reader may see: of one user, or (for superusers) of all.
listing::Page<following::Subscription> list_subscriptions(db::Session& session, const SubscriptionFilter& filter,
                                                          const auth::Actor& reader, listing::Bound bound);

}  // namespace subscription
