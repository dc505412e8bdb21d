#pragma once

#include <optional>
#include <span>

#include "db/session.h"
#include "following/following.h"
#include "following/subscription.h"

namespace following {

std::optional<Subscription> find_subscription(db::Session& session, SubscriptionId id);
// The same one twice is Error(conflict).
Subscription insert_subscription(db::Transaction& tx, UserId user, const Target& target, Time now);
void delete_subscription(db::Transaction& tx, SubscriptionId id);

std::span<const db::Query> subscription_queries();

}  // namespace following
