#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "db/session.h"
#include "events/event.h"
#include "following/subscription.h"

namespace following {

// Somebody who is to be told of an event. `told` outlives the call of `store`.
struct Notice {
  EventId event;
  UserId subscriber;
  UserId author;
  Time at;
  std::string_view type;
  std::optional<std::string_view> info;
  std::optional<std::int64_t> story_id;
  std::optional<std::int64_t> worklist_id;
};

// What was told already is not told again.
void store(db::Transaction& tx, std::span<const Notice> notices);

// The last event of which everybody was told; 0 at first.
EventId told_up_to(db::Session& session);
// The same, and keeps it from others until the transaction ends. Nothing if somebody else keeps it: nobody waits.
std::optional<EventId> take_cursor(db::Transaction& tx);
// Also forgets who had to be remembered for the events up to there.
void move_cursor(db::Transaction& tx, EventId to);
// Once, before all that.
void make_cursor(db::Transaction& tx);

std::optional<SubscriptionEvent> find_event(db::Session& session, SubscriptionEventId id);
void delete_event(db::Transaction& tx, SubscriptionEventId id);

std::vector<db::Query> event_queries(db::Engine engine);

}  // namespace following
