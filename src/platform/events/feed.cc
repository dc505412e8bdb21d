#include "events/feed.h"

#include <algorithm>

namespace events {
namespace {

constexpr db::Query newest_sqlite{"events.newest_id", "select seq from sqlite_sequence where name = 'events'"};

constexpr db::Query newest_postgresql{"events.newest_id", R"sql(
  select coalesce(pg_sequence_last_value(cast('events_id_seq' as regclass)), 0)
)sql"};

// The smallest number of a lock that a publisher holds: see feed.h. 1347158016 is the upper half of first_lock.
constexpr db::Query held_back{"events.held_back", R"sql(
  select min((cast(l.classid as bigint) << 32 | cast(l.objid as bigint)) - 5785999621264244736)
    from pg_locks l
   where l.locktype = 'advisory'
     and l.objsubid = 1
     and cast(l.classid as bigint) >= 1347158016
     and cast(l.classid as bigint) < 1347158016 + 65536
     and l.database = (select d.oid from pg_database d where d.datname = current_database())
)sql"};

constexpr db::Query read_feed{"events.feed", R"sql(
  select id, created_at, event_type, event_info, author_id, story_id, worklist_id, board_id, comment_id, hidden,
         subject_hidden, item_story_id, item_hidden
    from events
   where live = 1 and id > $1 and id <= $2
   order by id
   limit $3
)sql"};

FeedEvent event_from(const db::Row& row) {
  using Number = std::optional<std::int64_t>;
  FeedEvent event;
  event.id = row.get<EventId>(0);
  event.at = row.get<Time>(1);
  event.type = row.get<std::string>(2);
  event.info = row.get<std::optional<std::string>>(3);
  event.author = row.get<UserId>(4);
  event.story_id = row.get<Number>(5);
  event.worklist_id = row.get<Number>(6);
  event.board_id = row.get<Number>(7);
  event.comment_id = row.get<Number>(8);
  event.hidden = row.get<bool>(9);
  event.subject_hidden = row.get<bool>(10);
  event.item_story_id = row.get<Number>(11);
  event.item_hidden = row.get<bool>(12);
  return event;
}

}  // namespace

EventId newest_id(db::Session& session) {
  return session.value<EventId>(session.engine() == db::Engine::sqlite ? newest_sqlite : newest_postgresql);
}

// The order matters. Whoever was given an id up to `newest` held his lock before: if it is gone now, then so is he, and
// a transaction that begins after this sees what he committed.
EventId settled(db::Session& session) {
  const auto newest = newest_id(session);
  if (session.engine() == db::Engine::sqlite) return newest;  // one writer at a time: ids appear in their order
  return std::min(newest, session.value<std::optional<EventId>>(held_back).value_or(newest));
}

EventId settled(db::Reader& reader) {
  EventId upto;
  reader.read([&](db::Session& session) { upto = settled(session); });
  return upto;
}

std::vector<FeedEvent> feed(db::Session& session, EventId after, EventId upto, std::size_t most) {
  return session.all(read_feed, {after, upto, most}, event_from);
}

std::vector<FeedEvent> feed_after(db::Reader& reader, EventId after, std::size_t most) {
  std::vector<FeedEvent> events;
  const auto upto = settled(reader);
  if (upto > after) reader.read([&](db::Session& session) { events = feed(session, after, upto, most); });
  return events;
}

std::vector<db::Query> feed_queries(db::Engine engine) {
  if (engine == db::Engine::sqlite) return {newest_sqlite, read_feed};
  return {newest_postgresql, held_back, read_feed};
}

}  // namespace events
