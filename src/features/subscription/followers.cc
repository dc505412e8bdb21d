#include "subscription/followers.h"

#include <algorithm>

#include "events/feed.h"
#include "following/event_store.h"
#include "json/write.h"

namespace subscription {
namespace {

using events::FeedEvent;
using following::Notice;

constexpr std::size_t events_at_once = 200;

constexpr db::Query find_followers{"subscription.followers_of_stories", R"sql(
  select f.event_id, f.user_id, f.story_id
    from (select e.id as event_id, e.story_id, s.user_id
            from events e
            join subscriptions s on s.target_type = 'story' and s.target_id = e.story_id
           where e.live = 1 and e.id > $1 and e.id <= $2
           union
          select e.id, e.story_id, s.user_id
            from events e
            join tasks t on t.story_id = e.story_id
            join subscriptions s on s.target_type = 'task' and s.target_id = t.id
           where e.live = 1 and e.id > $1 and e.id <= $2
           union
          select e.id, e.story_id, s.user_id
            from events e
            join story_projects p on p.story_id = e.story_id
            join subscriptions s on s.target_type = 'project' and s.target_id = p.project_id
           where e.live = 1 and e.id > $1 and e.id <= $2
           union
          select e.id, e.story_id, s.user_id
            from events e
            join story_projects p on p.story_id = e.story_id
            join project_group_mapping m on m.project_id = p.project_id
            join subscriptions s on s.target_type = 'project_group' and s.target_id = m.project_group_id
           where e.live = 1 and e.id > $1 and e.id <= $2
           union
          select e.id, e.story_id, w.user_id
            from events e
            join subscription_witnesses w on w.event_id = e.id
           where e.live = 1 and e.id > $1 and e.id <= $2) f
    join stories st on st.id = f.story_id
   where st.private = 0
      or exists (select 1 from story_readers r where r.story_id = f.story_id and r.user_id = f.user_id)
   order by f.event_id, f.user_id
)sql"};

// Of a list, and of the card's story if the event is about one.
constexpr db::Query find_list_followers{"subscription.followers_of_lists", R"sql(
  select e.id, s.user_id, e.item_story_id
    from events e
    join subscriptions s on s.target_type = 'worklist' and s.target_id = e.worklist_id
    join user_preferences p on p.user_id = s.user_id and p.key = 'receive_notifications_worklists'
    join worklists w on w.id = e.worklist_id
    left join stories st on st.id = e.item_story_id
   where e.live = 1 and e.id > $1 and e.id <= $2
     and p.type = 'string' and p.value = 'true'
     and (w.hidden = 0
          or exists (select 1 from worklist_readers r where r.worklist_id = w.id and r.user_id = s.user_id))
     and (e.item_story_id is null
          or st.private = 0
          or exists (select 1 from story_readers r where r.story_id = e.item_story_id and r.user_id = s.user_id))
   order by e.id, s.user_id
)sql"};

constexpr db::Query find_comment{"subscription.comment_of_event", R"sql(
  select c.content, s.title
    from comments c
    join stories s on s.id = $2
   where c.id = $1
)sql"};

// A comment's event has no info of its own.
std::string info_of_comment(db::Session& session, const FeedEvent& event) {
  std::string out = R"({"comment_id": )" + std::to_string(*event.comment_id) + R"(, "comment_content": )";
  std::string title = "null";
  std::string content = "null";
  session.each(find_comment, {*event.comment_id, event.story_id}, [&](const db::Row& row) {
    content = json::to_text(row.get<std::optional<std::string>>(0));
    title = json::to_text(row.get<std::optional<std::string>>(1));
  });
  return out + content + R"(, "story_id": )" + std::to_string(event.story_id.value_or(0)) + R"(, "story_title": )" +
         title + "}";
}

const FeedEvent* event_with(const std::vector<FeedEvent>& events, EventId id) {
  const auto found = std::lower_bound(events.begin(), events.end(), id,
                                      [](const FeedEvent& one, EventId wanted) { return one.id < wanted; });
  return found != events.end() && found->id == id ? &*found : nullptr;
}

// Comments have to be told in full: whoever reads it later may not ask for the comment.
void add_comments(db::Session& session, std::vector<FeedEvent>& events, const std::vector<Notice>& notices) {
  for (auto& one : events) {
    const bool told = std::any_of(notices.begin(), notices.end(), [&](const Notice& n) { return n.event == one.id; });
    if (told && one.comment_id) one.info = info_of_comment(session, one);
  }
}

std::vector<Notice> notices_of(db::Session& session, const std::vector<FeedEvent>& events, EventId after,
                               EventId upto) {
  std::vector<Notice> notices;
  for (const auto& query : {find_followers, find_list_followers}) {
    session.each(query, {after, upto}, [&](const db::Row& row) {
      const auto* event = event_with(events, row.get<EventId>(0));
      if (!event) return;
      notices.push_back({event->id,
                         row.get<UserId>(1),
                         event->author,
                         event->at,
                         event->type,
                         {},
                         row.get<std::optional<std::int64_t>>(2),
                         event->worklist_id});
    });
  }
  return notices;
}

void fill_in(std::vector<Notice>& notices, const std::vector<FeedEvent>& events) {
  for (auto& notice : notices) {
    const auto* event = event_with(events, notice.event);
    if (event && event->info) notice.info = *event->info;
  }
}

}  // namespace

Round tell_followers(db::Transaction& tx, EventId settled) {
  const auto cursor = following::take_cursor(tx);
  if (!cursor) return Round::taken;
  if (settled <= *cursor) return Round::done;
  auto events = events::feed(tx, *cursor, settled, events_at_once);
  const bool all = events.size() < events_at_once;
  const auto upto = all ? settled : events.back().id;
  auto notices = notices_of(tx, events, *cursor, upto);
  add_comments(tx, events, notices);
  fill_in(notices, events);
  following::store(tx, notices);
  following::move_cursor(tx, upto);
  return all ? Round::done : Round::more;
}

std::vector<db::Query> follower_queries() { return {find_followers, find_list_followers, find_comment}; }

}  // namespace subscription
