#include "subscription/api.h"

#include "subscription/event_list.h"
#include "subscription/subscription_list.h"
#include "subscription/subscriptions.h"

namespace subscription {
namespace {

using api::Access;
using api::Read;
using api::Write;

SubscriptionId subscription_in(const api::Call& call) { return call.address.id<SubscriptionId>("subscription"); }

SubscriptionEventId event_in(const api::Call& call) {
  return call.address.id<SubscriptionEventId>("subscription_event");
}

listing::Page<Subscription> get_subscriptions(const Read& call, const SubscriptionFilter& filter) {
  return list_subscriptions(call.db, filter, call.actor, call.bound);
}

Subscription get_subscription(const Read& call) {
  return read_subscription(call.db, call.actor, subscription_in(call));
}

Subscription post_subscription(const Write& call, const NewSubscription& wanted) {
  return subscribe(call.tx, call.actor, wanted, call.now);
}

void delete_subscription(const Write& call) { unsubscribe(call.tx, call.actor, subscription_in(call)); }

listing::Page<SubscriptionEvent> get_events(const Read& call, const SubscriptionEventFilter& filter) {
  check_subscriber(call.actor, filter);
  return list_events(call.db, filter, call.actor, call.bound);
}

SubscriptionEvent get_event(const Read& call) { return read_event(call.db, call.actor, event_in(call)); }

void delete_event(const Write& call) { remove_event(call.tx, call.actor, event_in(call)); }

}  // namespace

std::vector<api::Route> routes() {
  constexpr auto people = Access::authenticated;
  return {
      api::signed_in(api::get("/subscriptions", "list_subscriptions", "What you follow.", get_subscriptions)),
      api::signed_in(api::get("/subscriptions/{subscription}", "read_subscription", "One subscription of yours.",
                              get_subscription)),
      api::post("/subscriptions", "create_subscription",
                "Follow a story, task, project, project group or worklist that you see.", people, post_subscription),
      api::del("/subscriptions/{subscription}", "delete_subscription", "Follow something no more.", people,
               delete_subscription),
      api::signed_in(api::get("/subscription_events", "list_subscription_events",
                              "What happened to things that you follow.", get_events)),
      api::signed_in(api::get("/subscription_events/{subscription_event}", "read_subscription_event",
                              "One of these events.", get_event)),
      api::del("/subscription_events/{subscription_event}", "delete_subscription_event",
               "Put away one of these events.", people, delete_event),
  };
}

}  // namespace subscription
