#include "story/import_links.h"

namespace story {
namespace {

constexpr std::string_view derived[] = {"story_projects", "story_tallies", "task_tallies"};

constexpr db::Query place_comments{"story.place_comments", R"sql(
  update comments
     set story_id = e.story_id
    from (select comment_id, min(story_id) as story_id from events where comment_id is not null group by comment_id) e
   where e.comment_id = comments.id
     and comments.story_id is null
)sql"};

constexpr db::Query hide_events{"story.hide_imported_events", R"sql(
  update events
     set hidden = 1, subject_hidden = 1
   where hidden = 0 and story_id in (select s.id from stories s where s.private = 1)
)sql"};

constexpr db::Query all_queries[] = {place_comments, hide_events};

}  // namespace

std::span<const std::string_view> derived_tables() { return derived; }

void link_imported(db::Transaction& tx) {
  tx.run(place_comments);
  tx.run(hide_events);
}

std::span<const db::Query> link_queries() { return all_queries; }

}  // namespace story
