#include "following/subscription_store.h"

#include "base/error.h"
#include "following/subscription_row.h"

namespace following {
namespace {

constexpr db::Query find{"following.find_subscription", R"sql(
  select s.user_id, s.target_type, s.target_id, s.id, s.created_at, s.updated_at from subscriptions s where s.id = $1
)sql"};

constexpr db::Query insert{"following.insert_subscription", R"sql(
  insert into subscriptions (created_at, user_id, target_type, target_id)
  values ($1, $2, $3, $4)
  returning id
)sql"};

constexpr db::Query remove{"following.delete_subscription", "delete from subscriptions where id = $1"};

constexpr db::Query all_queries[] = {find, insert, remove};

}  // namespace

std::optional<Subscription> find_subscription(db::Session& session, SubscriptionId id) {
  return session.maybe(find, {id}, subscription_from);
}

Subscription insert_subscription(db::Transaction& tx, UserId user, const Target& target, Time now) {
  const auto kind = json::name_of(target.kind);
  try {
    const auto id = tx.value<SubscriptionId>(insert, {now, user, kind, target.id});
    return {user, std::string(kind), target.id, id, now, std::nullopt};
  } catch (const db::ConstraintError& error) {
    if (error.kind() != db::ConstraintError::Kind::unique) throw;
    throw conflict("You are already subscribed to this resource.");
  }
}

void delete_subscription(db::Transaction& tx, SubscriptionId id) { tx.run(remove, {id}); }

std::span<const db::Query> subscription_queries() { return all_queries; }

}  // namespace following
