#pragma once

#include "db/query.h"
#include "following/subscription.h"

namespace following {

// The columns of queries that answer these, where the tables are named s and e, and how they become them.
inline constexpr std::string_view subscription_columns =
    "s.user_id, s.target_type, s.target_id, s.id, s.created_at, s.updated_at";

inline Subscription subscription_from(const db::Row& row) {
  return {row.get<UserId>(0),         row.get<std::string>(1),         row.integer(2),
          row.get<SubscriptionId>(3), row.get<std::optional<Time>>(4), row.get<std::optional<Time>>(5)};
}

inline constexpr std::string_view event_columns =
    "e.subscriber_id, e.author_id, e.event_type, e.event_info, e.id, e.created_at, e.updated_at";

inline SubscriptionEvent event_from(const db::Row& row) {
  return {row.get<UserId>(0),
          row.get<std::optional<UserId>>(1),
          row.get<std::string>(2),
          row.get<std::optional<std::string>>(3),
          row.get<SubscriptionEventId>(4),
          row.get<std::optional<Time>>(5),
          row.get<std::optional<Time>>(6)};
}

}  // namespace following
