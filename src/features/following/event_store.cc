#include "following/event_store.h"

#include "following/subscription_row.h"

namespace following {
namespace {

constexpr std::size_t columns = 8;
constexpr db::Query insert{"following.insert_event", R"sql(
  insert into subscription_events (created_at, subscriber_id, author_id, event_type, event_info, event_id, story_id,
                                   worklist_id)
  values ($1, $2, $3, $4, $5, $6, $7, $8)
  on conflict (event_id, subscriber_id) do nothing
)sql"};

constexpr db::Query read_cursor{"following.told_up_to", "select last_event from subscription_cursor where id = 1"};

// On PostgreSQL several servers may be at it. None waits for another: they hold other locks of their groups.
constexpr db::Query lock_cursor{"following.take_cursor", R"sql(
  select last_event from subscription_cursor where id = 1 for update skip locked
)sql"};

constexpr db::Query update_cursor{"following.move_cursor",
                                  "update subscription_cursor set last_event = $1 where id = 1"};

constexpr db::Query insert_cursor{"following.make_cursor", R"sql(
  insert into subscription_cursor (id, last_event) values (1, 0) on conflict do nothing
)sql"};

constexpr db::Query forget_witnesses{"following.forget_witnesses",
                                     "delete from subscription_witnesses where event_id <= $1"};

constexpr db::Query find{"following.find_event", R"sql(
  select e.subscriber_id, e.author_id, e.event_type, e.event_info, e.id, e.created_at, e.updated_at
    from subscription_events e
   where e.id = $1
)sql"};

constexpr db::Query remove{"following.delete_event", "delete from subscription_events where id = $1"};

}  // namespace

void store(db::Transaction& tx, std::span<const Notice> notices) {
  std::vector<db::Argument> arguments;
  arguments.reserve(notices.size() * columns);
  for (const auto& one : notices) {
    const auto author = one.author ? std::optional(one.author) : std::nullopt;
    arguments.insert(arguments.end(),
                     {one.at, one.subscriber, author, one.type, one.info, one.event, one.story_id, one.worklist_id});
  }
  if (!arguments.empty()) tx.run_many(insert, columns, arguments);
}

EventId told_up_to(db::Session& session) { return session.value<EventId>(read_cursor); }

std::optional<EventId> take_cursor(db::Transaction& tx) {
  const auto& query = tx.engine() == db::Engine::sqlite ? read_cursor : lock_cursor;
  return tx.maybe(query, {}, [](const db::Row& row) { return row.get<EventId>(0); });
}

void move_cursor(db::Transaction& tx, EventId to) {
  tx.run(update_cursor, {to});
  tx.run(forget_witnesses, {to});
}

void make_cursor(db::Transaction& tx) { tx.run(insert_cursor); }

std::optional<SubscriptionEvent> find_event(db::Session& session, SubscriptionEventId id) {
  return session.maybe(find, {id}, event_from);
}

void delete_event(db::Transaction& tx, SubscriptionEventId id) { tx.run(remove, {id}); }

std::vector<db::Query> event_queries(db::Engine engine) {
  std::vector<db::Query> all{insert, read_cursor, update_cursor, insert_cursor, forget_witnesses, find, remove};
  if (engine == db::Engine::postgresql) all.push_back(lock_cursor);
  return all;
}

}  // namespace following
