#include "subscription/subscription_list.h"

#include <array>

#include "following/subscription_row.h"
#include "story/visibility.h"

namespace subscription {
namespace {

using following::Subscription;

constexpr auto sorts = std::to_array<listing::SortColumn>({{"id", "s.id", false},
                                                           {"created_at", "s.created_at"},
                                                           {"updated_at", "s.updated_at"},
                                                           {"user_id", "s.user_id", false},
                                                           {"target_type", "s.target_type", false},
                                                           {"target_id", "s.target_id", false}});

constexpr listing::Source source{"subscription.list", following::subscription_columns,
                                 "subscriptions s "
                                 "left join stories st on s.target_type = 'story' and st.id = s.target_id "
                                 "left join tasks t on s.target_type = 'task' and t.id = s.target_id "
                                 "left join worklists w on s.target_type = 'worklist' and w.id = s.target_id",
                                 "s.id", sorts};

// What is not there any more is for nobody to see, like what is private.
constexpr std::string_view is_private =
    "coalesce(st.private, t.private, case when s.target_type in ('story', 'task') then 1 else 0 end)";

}  // namespace

listing::Page<Subscription> list_subscriptions(db::Session& session, const SubscriptionFilter& filter,
                                               const auth::Actor& reader, listing::Bound bound) {
  listing::List list(session.engine(), source);
  story::only_visible(list, reader, is_private, "coalesce(st.id, t.story_id)");
  list.visible(
      "coalesce(w.hidden, case when s.target_type = 'worklist' then 1 else 0 end) = 0 "
      "or w.id in (select r.worklist_id from worklist_readers r where r.user_id = ?)",
      {reader.id});
  list.equals("s.user_id", reader.superuser ? filter.user_id.value_or(UserId{}).value : reader.id.value);
  list.one_of("s.target_type", filter.target_type);
  list.equals("s.target_id", filter.target_id);
  return listing::page_of(session, list, filter, bound, list.count(session), [](db::Session& now, listing::List& rows) {
    return rows.next(now, following::subscription_from);
  });
}

}  // namespace subscription
