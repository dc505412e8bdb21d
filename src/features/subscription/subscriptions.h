#pragma once

#include "db/session.h"
#include "following/subscription.h"
#include "subscription/filter.h"

// Everybody's subscriptions and what they were told are theirs and superusers' alone. What tells of something that the
// reader may not see (any more) is not there for him. What is not there, and what is another's, is Error(forbidden) in
// the same words, as the v1 API has it: nobody can try out which numbers there are. Only superusers get
// Error(not_found).
namespace subscription {

using following::Subscription;
using following::SubscriptionEvent;

// Only to what the actor may see. Superusers may subscribe others.
Subscription subscribe(db::Transaction& tx, const auth::Actor& actor, const NewSubscription& wanted, Time now);
Subscription read_subscription(db::Session& session, const auth::Actor& reader, SubscriptionId id);
void unsubscribe(db::Transaction& tx, const auth::Actor& actor, SubscriptionId id);

// Whose events to list: one's own must be asked for.
void check_subscriber(const auth::Actor& reader, const SubscriptionEventFilter& filter);
SubscriptionEvent read_event(db::Session& session, const auth::Actor& reader, SubscriptionEventId id);
void remove_event(db::Transaction& tx, const auth::Actor& actor, SubscriptionEventId id);

}  // namespace subscription
