#include "timeline/event_store.h"

#include <algorithm>
#include <array>

#include "events/outbox.h"
#include "timeline/assignee_names.h"

namespace timeline {
namespace {

using story::Comment;

constexpr std::string_view columns =
    "e.event_type, e.event_info, e.story_id, e.worklist_id, e.board_id, e.author_id, e.comment_id, e.id, e.created_at, "
    "e.updated_at, c.content, c.is_active, c.in_reply_to, c.created_at, c.updated_at, c.id";

constexpr std::string_view from = "events e left join comments c on c.id = e.comment_id";

constexpr db::Query find{"timeline.find_event", R"sql(
  select e.event_type, e.event_info, e.story_id, e.worklist_id, e.board_id, e.author_id, e.comment_id, e.id,
         e.created_at, e.updated_at, c.content, c.is_active, c.in_reply_to, c.created_at, c.updated_at, c.id
    from events e
    left join comments c on c.id = e.comment_id
   where e.id = $1
     and (e.hidden = 0
          or (e.subject_hidden = 0
              or exists (select 1 from story_readers r where r.story_id = e.story_id and r.user_id = $2)
              or exists (select 1 from worklist_readers r where r.worklist_id = e.worklist_id and r.user_id = $2)
              or exists (select 1 from board_readers r where r.board_id = e.board_id and r.user_id = $2))
             and (e.item_hidden = 0
                  or exists (select 1 from story_readers r where r.story_id = e.item_story_id and r.user_id = $2)))
)sql"};

// What is hidden from everybody, but not from this reader: by its story, its board, its list, or by the story of its
// card alone.
constexpr db::Query count_hidden{"timeline.count_hidden", R"sql(
  select event_type, count(*)
    from (select e.event_type
            from events e
           where e.hidden = 1 and e.story_id in (select r.story_id from story_readers r where r.user_id = $1)
          union all
          select e.event_type
            from events e
           where e.hidden = 1 and e.board_id in (select r.board_id from board_readers r where r.user_id = $1)
          union all
          select e.event_type
            from events e
           where e.hidden = 1 and e.subject_hidden = 1
             and e.worklist_id in (select r.worklist_id from worklist_readers r where r.user_id = $1)
             and (e.item_hidden = 0
                  or e.item_story_id in (select r.story_id from story_readers r where r.user_id = $1))
          union all
          select e.event_type
            from events e
           where e.hidden = 1 and e.subject_hidden = 0
             and e.item_story_id in (select r.story_id from story_readers r where r.user_id = $1)) of_reader
   group by event_type
)sql"};

constexpr db::Query all_queries[] = {find, count_hidden};

constexpr auto sorts = std::to_array<listing::SortColumn>({{"id", "e.id", false},
                                                           {"created_at", "e.created_at", false},
                                                           {"updated_at", "e.updated_at"},
                                                           {"event_type", "e.event_type", false},
                                                           {"event_info", "e.event_info"},
                                                           {"author_id", "e.author_id"},
                                                           {"story_id", "e.story_id"},
                                                           {"worklist_id", "e.worklist_id"},
                                                           {"board_id", "e.board_id"},
                                                           {"comment_id", "e.comment_id"}});

constexpr listing::Source source{"timeline.list_events", columns, from, "e.id", sorts};

TimelineEvent event_from(const db::Row& row) {
  TimelineEvent event;
  event.event_type = row.get<std::string>(0);
  event.event_info = row.get<std::optional<std::string>>(1);
  event.story_id = row.get<std::optional<StoryId>>(2);
  event.worklist_id = row.get<std::optional<std::int64_t>>(3);
  event.board_id = row.get<std::optional<std::int64_t>>(4);
  event.author_id = row.get<std::optional<UserId>>(5);
  event.comment_id = row.get<std::optional<CommentId>>(6);
  event.id = row.get<EventId>(7);
  event.created_at = row.get<std::optional<Time>>(8);
  event.updated_at = row.get<std::optional<Time>>(9);
  if (!row.is_null(15)) {
    event.comment.value = Comment{row.get<std::optional<std::string>>(10), row.get<bool>(11),
                                  row.get<std::optional<CommentId>>(12),   row.get<CommentId>(15),
                                  row.get<std::optional<Time>>(13),        row.get<std::optional<Time>>(14)};
  }
  return event;
}

// Hidden events are for those who see what hides them: the story, list or board that it happened to, and the card's
// story.
void only_visible(listing::List& list, const auth::Actor& reader) {
  if (reader.guest()) return list.visible("e.hidden = 0", {});
  constexpr std::string_view to_reader =
      "e.hidden = 0"
      " or (e.subject_hidden = 0"
      "     or e.story_id in (select r.story_id from story_readers r where r.user_id = ?)"
      "     or e.worklist_id in (select r.worklist_id from worklist_readers r where r.user_id = ?)"
      "     or e.board_id in (select r.board_id from board_readers r where r.user_id = ?))"
      "    and (e.item_hidden = 0"
      "         or e.item_story_id in (select r.story_id from story_readers r where r.user_id = ?))";
  list.visible(to_reader, {reader.id, reader.id, reader.id, reader.id});
}

// Over everything there are totals by type; the hidden events of this reader are few enough to count.
std::int64_t total_of_everything(db::Session& session, const std::vector<std::string>& types,
                                 const auth::Actor& reader) {
  auto total = events::count_public(session, types);
  if (reader.guest()) return total;
  session.each(count_hidden, {reader.id}, [&](const db::Row& row) {
    if (types.empty() || std::find(types.begin(), types.end(), row.text(0)) != types.end()) total += row.integer(1);
  });
  return total;
}

}  // namespace

listing::Page<TimelineEvent> list_events(db::Session& session, const Wanted& wanted, const listing::Paging& paging,
                                         const auth::Actor& reader, listing::Bound bound) {
  listing::List list(session.engine(), source);
  only_visible(list, reader);
  list.equals("e.story_id", wanted.story.value_or(StoryId{}).value);
  list.equals("e.worklist_id", wanted.worklist);
  list.equals("e.board_id", wanted.board);
  list.one_of("e.event_type", wanted.types);
  const bool everything =
      !wanted.story.value_or(StoryId{}) && !wanted.worklist.value_or(0) && !wanted.board.value_or(0);
  const auto total = everything ? total_of_everything(session, wanted.types, reader) : list.count(session);
  return listing::page_of(session, list, paging, bound, total, [](db::Session& now, listing::List& rows) {
    auto events = rows.next(now, event_from);
    for (auto& one : events) add_assignee_names(now, one);
    return events;
  });
}

std::optional<TimelineEvent> find_event(db::Session& session, const auth::Actor& reader, EventId id) {
  auto event = session.maybe(find, {id, reader.id}, event_from);
  if (event) add_assignee_names(session, *event);
  return event;
}

std::span<const db::Query> queries() { return all_queries; }

}  // namespace timeline
