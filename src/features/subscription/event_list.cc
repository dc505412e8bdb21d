#include "subscription/event_list.h"

#include <array>

#include "following/subscription_row.h"
#include "story/visibility.h"

namespace subscription {
namespace {

using following::SubscriptionEvent;

constexpr db::Query find_visible{"subscription.can_see_event", R"sql(
  select 1
    from subscription_events e
    left join stories st on st.id = e.story_id
    left join worklists w on w.id = e.worklist_id
   where e.id = $1
     and (e.story_id is null
          or st.private = 0
          or exists (select 1 from story_readers r where r.story_id = e.story_id and r.user_id = $2))
     and (e.worklist_id is null
          or w.hidden = 0
          or exists (select 1 from worklist_readers r where r.worklist_id = e.worklist_id and r.user_id = $2))
)sql"};

constexpr db::Query all_queries[] = {find_visible};

constexpr auto sorts = std::to_array<listing::SortColumn>({{"id", "e.id", false},
                                                           {"created_at", "e.created_at"},
                                                           {"updated_at", "e.updated_at"},
                                                           {"subscriber_id", "e.subscriber_id", false},
                                                           {"author_id", "e.author_id"},
                                                           {"event_type", "e.event_type", false},
                                                           {"event_info", "e.event_info"}});

constexpr listing::Source source{"subscription.list_events", following::event_columns,
                                 "subscription_events e left join stories st on st.id = e.story_id "
                                 "left join worklists w on w.id = e.worklist_id",
                                 "e.id", sorts};

// A story that is gone is for nobody to see, like one that is private.
constexpr std::string_view is_private = "coalesce(st.private, case when e.story_id is null then 0 else 1 end)";

}  // namespace

listing::Page<SubscriptionEvent> list_events(db::Session& session, const SubscriptionEventFilter& filter,
                                             const auth::Actor& reader, listing::Bound bound) {
  listing::List list(session.engine(), source);
  story::only_visible(list, reader, is_private, "e.story_id");
  list.visible(
      "coalesce(w.hidden, case when e.worklist_id is null then 0 else 1 end) = 0 "
      "or e.worklist_id in (select r.worklist_id from worklist_readers r where r.user_id = ?)",
      {reader.id});
  list.equals("e.subscriber_id", filter.subscriber_id.value_or(UserId{}).value);
  list.contains("e.event_type", filter.event_type);
  return listing::page_of(session, list, filter, bound, list.count(session),
                          [](db::Session& now, listing::List& rows) { return rows.next(now, following::event_from); });
}

bool can_see(db::Session& session, const auth::Actor& reader, SubscriptionEventId id) {
  return session.exists(find_visible, {id, reader.id});
}

std::span<const db::Query> event_list_queries() { return all_queries; }

}  // namespace subscription
