#include "following/following.h"

#include "json/fields.h"

namespace following {
namespace {

constexpr db::Query list_followers{"following.followers_of", R"sql(
  select user_id from subscriptions where target_type = $1 and target_id = $2
)sql"};

constexpr db::Query forget_subscriptions{"following.forget", R"sql(
  delete from subscriptions where target_type = $1 and target_id = $2
)sql"};

constexpr db::Query forget_told_of_story{"following.forget_told_of_story",
                                         "delete from subscription_events where story_id = $1"};

constexpr db::Query remember{"following.remember", R"sql(
  insert into subscription_witnesses (event_id, user_id)
  select e.id, s.user_id
    from subscriptions s
    join events e
      on e.story_id = $1 and e.live = 1 and e.id >= $4
     and e.id > coalesce((select c.last_event from subscription_cursor c), 0)
   where s.target_type = $2 and s.target_id = $3
  on conflict do nothing
)sql"};

constexpr db::Query tell{"following.tell", R"sql(
  insert into subscription_events (created_at, subscriber_id, author_id, event_type, event_info)
  select cast($1 as bigint), s.user_id, cast($2 as bigint), cast($3 as text), cast($4 as text)
    from subscriptions s
   where s.target_type = $5 and s.target_id = $6
   order by s.user_id
)sql"};

constexpr db::Query all_queries[] = {list_followers, forget_subscriptions, forget_told_of_story, remember, tell};

}  // namespace

void only_followed(listing::List& list, Kind kind, std::string_view id_column, std::optional<std::int64_t> subscriber) {
  if (subscriber.value_or(0) == 0) return;
  list.where(std::string(id_column) +
                 " in (select f.target_id from subscriptions f where f.user_id = ? and f.target_type = ?)",
             {*subscriber, json::name_of(kind)});
}

std::vector<UserId> followers_of(db::Session& session, const Target& target) {
  return session.all(list_followers, {json::name_of(target.kind), target.id},
                     [](const db::Row& row) { return row.get<UserId>(0); });
}

void forget(db::Transaction& tx, const Target& target) {
  tx.run(forget_subscriptions, {json::name_of(target.kind), target.id});
  if (target.kind == Kind::story) tx.run(forget_told_of_story, {target.id});
}

void remember_followers(db::Transaction& tx, std::int64_t story, const Target& target, EventId from) {
  tx.run(remember, {story, json::name_of(target.kind), target.id, from});
}

void tell_followers_of(db::Transaction& tx, const Target& target, const News& news, Time now) {
  tx.run(tell, {now, news.author, news.type, news.info, json::name_of(target.kind), target.id});
}

std::span<const db::Query> following_queries() { return all_queries; }

}  // namespace following
