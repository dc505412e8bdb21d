#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "auth/actor.h"
#include "base/time.h"
#include "json/fields.h"
#include "listing/paging.h"

using SubscriptionId = Id<struct SubscriptionTag>;
using SubscriptionEventId = Id<struct SubscriptionEventTag>;

namespace following {

struct Subscription {
  static constexpr std::string_view type_name = "Subscription";

  UserId user_id;
  std::string target_type;
  std::int64_t target_id = 0;
  SubscriptionId id;
  std::optional<Time> created_at;
  std::optional<Time> updated_at;

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("user_id", &Subscription::user_id, "Who wants to hear of it."),
        field("target_type", &Subscription::target_type, "story, task, project, project_group or worklist."),
        field("target_id", &Subscription::target_id, "Its number."),
        field("id", &Subscription::id, "Never reused."),
        field("created_at", &Subscription::created_at, "When it was made."),
        field("updated_at", &Subscription::updated_at, "When it was last changed; null if never."),
    };
  }
};

struct SubscriptionEvent {
  static constexpr std::string_view type_name = "SubscriptionEvent";

  UserId subscriber_id;
  std::optional<UserId> author_id;
  std::string event_type;
  std::optional<std::string> event_info;
  SubscriptionEventId id;
  std::optional<Time> created_at;
  std::optional<Time> updated_at;

  static constexpr auto fields() {
    using json::field;
    using E = SubscriptionEvent;
    return std::tuple{
        field("subscriber_id", &E::subscriber_id, "Who is told."),
        field("author_id", &E::author_id, "Who did it."),
        field("event_type", &E::event_type, "What happened."),
        field("event_info", &E::event_info, "JSON text; its members follow from event_type."),
        field("id", &E::id, "Never reused."),
        field("created_at", &E::created_at, "When it happened."),
        field("updated_at", &E::updated_at, "When it was last changed; null if never."),
    };
  }
};

}  // namespace following
