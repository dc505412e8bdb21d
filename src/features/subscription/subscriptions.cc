#include "subscription/subscriptions.h"

#include "base/error.h"
#include "following/event_store.h"
#include "following/subscription_store.h"
#include "people/user_store.h"
#include "project/group_store.h"
#include "project/project_store.h"
#include "story/task_store.h"
#include "story/visibility.h"
#include "subscription/event_list.h"
#include "worklist/guards.h"

namespace subscription {
namespace {

using following::Kind;
using following::Target;

std::string number(std::int64_t value) { return std::to_string(value); }

bool can_see(db::Session& session, const auth::Actor& reader, const Target& target) {
  switch (target.kind) {
    case Kind::story: return story::can_see(session, reader, StoryId{target.id});
    case Kind::task: return story::find_task(session, reader, TaskId{target.id}).has_value();
    case Kind::project: return project::project_exists(session, ProjectId{target.id});
    case Kind::project_group: return project::find_group(session, ProjectGroupId{target.id}).has_value();
    case Kind::worklist: return worklist::can_see(session, reader, WorklistId{target.id});
  }
  return false;
}

Target target_of(const Subscription& one) {
  return {json::from_name<Kind>(one.target_type).value_or(Kind::story), one.target_id};
}

}  // namespace

Subscription subscribe(db::Transaction& tx, const auth::Actor& actor, const NewSubscription& wanted, Time now) {
  const auto user = wanted.user_id.value_or(actor.id);
  if (user != actor.id && !actor.superuser) throw forbidden("You can only subscribe to resources on your own behalf.");
  const auto kind = json::from_name<Kind>(wanted.target_type);
  if (!kind || !can_see(tx, actor, {*kind, wanted.target_id})) {
    throw invalid("You cannot subscribe to a nonexistent resource.");
  }
  if (!people::find_user(tx, user)) throw not_found("User " + number(user.value) + " not found");
  return following::insert_subscription(tx, user, {*kind, wanted.target_id}, now);
}

Subscription read_subscription(db::Session& session, const auth::Actor& reader, SubscriptionId id) {
  auto found = following::find_subscription(session, id);
  const bool own = found && (found->user_id == reader.id || reader.superuser);
  if (own && can_see(session, reader, target_of(*found))) return *std::move(found);
  if (reader.superuser) throw not_found("Subscription " + number(id.value) + " not found.");
  throw forbidden("You have no such subscription.");
}

void unsubscribe(db::Transaction& tx, const auth::Actor& actor, SubscriptionId id) {
  read_subscription(tx, actor, id);
  following::delete_subscription(tx, id);
}

void check_subscriber(const auth::Actor& reader, const SubscriptionEventFilter& filter) {
  if (!reader.superuser && filter.subscriber_id != reader.id) throw forbidden("Permission Denied");
}

SubscriptionEvent read_event(db::Session& session, const auth::Actor& reader, SubscriptionEventId id) {
  auto found = following::find_event(session, id);
  const bool own = found && (found->subscriber_id == reader.id || reader.superuser);
  if (own && can_see(session, reader, id)) return *std::move(found);
  if (reader.superuser) throw not_found("Subscription event " + number(id.value) + " not found.");
  throw forbidden("Permission Denied");
}

void remove_event(db::Transaction& tx, const auth::Actor& actor, SubscriptionEventId id) {
  read_event(tx, actor, id);
  following::delete_event(tx, id);
}

}  // namespace subscription
