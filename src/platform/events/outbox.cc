#include "events/outbox.h"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "json/fields.h"

namespace events {
namespace {

constexpr db::Query insert_event{"events.publish", R"sql(
  insert into events (created_at, event_type, event_info, author_id, story_id, worklist_id, board_id, comment_id,
                      item_story_id, subject_hidden, item_hidden, hidden, live)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1)
  returning id
)sql"};

// On PostgreSQL the same, after taking the lock that feed.h tells of: once for each transaction, whose floor is kept in
// a setting that ends with it (or with the savepoint, as the lock does). The row comes from `held`, so that the lock is
// there before the id is.
constexpr db::Query insert_event_held{"events.publish", R"sql(
  with floor as materialized (
    select cast(coalesce(nullif(current_setting('plenary.feed_floor', true), ''),
                         set_config('plenary.feed_floor',
                                    cast(coalesce(pg_sequence_last_value(cast('events_id_seq' as regclass)), 0) as text),
                                    true)) as bigint) as id),
  held as materialized (
    select pg_advisory_xact_lock_shared(5785999621264244736 + floor.id) from floor)
  insert into events (created_at, event_type, event_info, author_id, story_id, worklist_id, board_id, comment_id,
                      item_story_id, subject_hidden, item_hidden, hidden, live)
  select cast($1 as bigint), cast($2 as text), cast($3 as text), cast($4 as bigint), cast($5 as bigint),
         cast($6 as bigint), cast($7 as bigint), cast($8 as bigint), cast($9 as bigint), cast($10 as smallint),
         cast($11 as smallint), cast($12 as smallint), 1
    from held
  returning id
)sql"};

// Without asking for the id, and no news.
constexpr std::size_t columns = 12, rows_at_once = 256;
constexpr db::Query insert_many{"events.publish_many", R"sql(
  insert into events (created_at, event_type, event_info, author_id, story_id, worklist_id, board_id, comment_id,
                      item_story_id, subject_hidden, item_hidden, hidden)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
)sql"};

constexpr db::Query add_to_tally{"events.add_to_tally", R"sql(
  insert into event_tallies (event_type, public_events)
  values ($1, $2)
  on conflict (event_type) do update set public_events = event_tallies.public_events + excluded.public_events
)sql"};

constexpr db::Query count_of_story{"events.count_of_story", R"sql(
  select event_type, count(*)
    from events
   where hidden = 0 and (story_id = $1 or item_story_id = $1)
   group by event_type
)sql"};

constexpr db::Query count_of_worklist{"events.count_of_worklist", R"sql(
  select event_type, count(*) from events where hidden = 0 and worklist_id = $1 group by event_type
)sql"};

constexpr db::Query count_of_board{"events.count_of_board", R"sql(
  select event_type, count(*) from events where hidden = 0 and board_id = $1 group by event_type
)sql"};

constexpr db::Query hide_story{"events.hide_story", R"sql(
  update events
     set subject_hidden = $2, hidden = case when $2 = 1 or item_hidden = 1 then 1 else 0 end
   where story_id = $1 and subject_hidden <> $2
)sql"};

constexpr db::Query hide_items{"events.hide_items", R"sql(
  update events
     set item_hidden = $2, hidden = case when $2 = 1 or subject_hidden = 1 then 1 else 0 end
   where item_story_id = $1 and item_hidden <> $2
)sql"};

constexpr db::Query hide_worklist{"events.hide_worklist", R"sql(
  update events
     set subject_hidden = $2, hidden = case when $2 = 1 or item_hidden = 1 then 1 else 0 end
   where worklist_id = $1 and subject_hidden <> $2
)sql"};

constexpr db::Query hide_board{"events.hide_board", R"sql(
  update events
     set subject_hidden = $2, hidden = case when $2 = 1 or item_hidden = 1 then 1 else 0 end
   where board_id = $1 and subject_hidden <> $2
)sql"};

constexpr db::Query delete_of_story{"events.remove_of_story",
                                    "delete from events where story_id = $1 or item_story_id = $1"};

constexpr db::Query read_tallies{"events.tallies", "select event_type, public_events from event_tallies"};

constexpr db::Query clear_tallies{"events.clear_tallies", "delete from event_tallies"};

constexpr db::Query fill_tallies{"events.fill_tallies", R"sql(
  insert into event_tallies (event_type, public_events)
  select event_type, count(*) from events where hidden = 0 group by event_type
)sql"};

constexpr db::Query all_queries[] = {insert_many,  add_to_tally,  count_of_story, count_of_worklist, count_of_board,
                                     hide_story,   hide_items,    hide_worklist,  hide_board,        delete_of_story,
                                     read_tallies, clear_tallies, fill_tallies};

struct TypeCount {
  std::string type;
  std::int64_t count;
};

// Adds those events that everybody may see to the tallies, `sign` times.
void tally(db::Transaction& tx, const db::Query& count, std::int64_t subject, int sign) {
  const auto counts = tx.all(count, {subject}, [](const db::Row& row) {
    return TypeCount{row.get<std::string>(0), row.integer(1)};
  });
  for (const auto& one : counts) tx.run(add_to_tally, {one.type, sign * one.count});
}

// What everybody sees afterwards is counted in place of what everybody saw before.
void tallying(db::Transaction& tx, const db::Query& count, std::int64_t subject, std::span<const db::Query> changes,
              bool hidden) {
  tally(tx, count, subject, -1);
  for (const auto& one : changes) tx.run(one, {subject, hidden});
  tally(tx, count, subject, 1);
}

bool is_hidden(const NewEvent& event) { return event.hidden || event.item_hidden; }

// What an import does not know stays empty.
db::Argument author_of(const NewEvent& event) {
  if (event.author) return event.author;
  return nullptr;
}

}  // namespace

Published publish(db::Transaction& tx, const NewEvent& event, Time now) {
  const auto type = json::name_of(event.type);
  const auto author = author_of(event);
  const auto& insert = tx.engine() == db::Engine::sqlite ? insert_event : insert_event_held;
  const auto id = tx.value<EventId>(
      insert, {now, type, event.info, author, event.story_id, event.worklist_id, event.board_id, event.comment_id,
               event.item_story_id, event.hidden, event.item_hidden, is_hidden(event)});
  if (!is_hidden(event)) tx.run(add_to_tally, {type, 1});
  return {id, now};
}

void publish_many(db::Transaction& tx, std::span<const Dated> events) {
  std::vector<db::Argument> arguments;
  std::map<std::string_view, std::int64_t> tallies;
  while (!events.empty()) {
    arguments.clear();
    const auto some = events.first(std::min(events.size(), rows_at_once));
    for (const auto& [event, at] : some) {
      const auto type = json::name_of(event.type);
      const auto author = event.author ? db::Argument(event.author) : db::Argument(std::optional<std::int64_t>());
      arguments.insert(arguments.end(),
                       {at, type, event.info, author, event.story_id, event.worklist_id, event.board_id,
                        event.comment_id, event.item_story_id, event.hidden, event.item_hidden, is_hidden(event)});
      if (!is_hidden(event)) ++tallies[type];
    }
    tx.run_many(insert_many, columns, arguments);
    events = events.subspan(some.size());
  }
  for (const auto& [type, count] : tallies) tx.run(add_to_tally, {type, count});
}

void set_hidden(db::Transaction& tx, std::int64_t story_id, bool hidden) {
  tallying(tx, count_of_story, story_id, std::array{hide_story, hide_items}, hidden);
}

void set_worklist_hidden(db::Transaction& tx, std::int64_t worklist_id, bool hidden) {
  tallying(tx, count_of_worklist, worklist_id, std::array{hide_worklist}, hidden);
}

void set_board_hidden(db::Transaction& tx, std::int64_t board_id, bool hidden) {
  tallying(tx, count_of_board, board_id, std::array{hide_board}, hidden);
}

void remove_of_story(db::Transaction& tx, std::int64_t story_id) {
  tally(tx, count_of_story, story_id, -1);
  tx.run(delete_of_story, {story_id});
}

std::int64_t count_public(db::Session& session, std::span<const std::string> types) {
  std::int64_t count = 0;
  session.each(read_tallies, {}, [&](const db::Row& row) {
    if (types.empty() || std::find(types.begin(), types.end(), row.text(0)) != types.end()) count += row.integer(1);
  });
  return count;
}

void rebuild_tallies(db::Transaction& tx) {
  tx.run(clear_tallies);
  tx.run(fill_tallies);
}

std::span<const db::Query> queries() { return all_queries; }

std::vector<db::Query> publish_queries(db::Engine engine) {
  if (engine == db::Engine::sqlite) return {insert_event};
  return {insert_event_held};
}

}  // namespace events
