#include "story/visibility.h"

namespace story {
namespace {

constexpr db::Query find_visible{"story.can_see", R"sql(
  select 1
    from stories s
   where s.id = $1
     and (s.private = 0 or exists (select 1 from story_readers r where r.story_id = s.id and r.user_id = $2))
)sql"};

constexpr db::Query list_readers{"story.readers_of", R"sql(
  select distinct r.user_id from story_readers r where r.story_id = $1 order by r.user_id
)sql"};

constexpr db::Query all_queries[] = {find_visible, list_readers};

}  // namespace

bool can_see(db::Session& session, const auth::Actor& reader, StoryId id) {
  return session.exists(find_visible, {id, reader.id});
}

void require_visible(db::Session& session, const auth::Actor& reader, StoryId id) {
  if (!can_see(session, reader, id)) throw story_not_found(id);
}

Error story_not_found(StoryId id) { return not_found("Story " + std::to_string(id.value) + " not found."); }

std::vector<UserId> readers_of(db::Session& session, StoryId id) {
  return session.all(list_readers, {id}, [](const db::Row& row) { return row.get<UserId>(0); });
}

void only_visible(listing::List& list, const auth::Actor& reader, std::string_view private_column,
                  std::string_view story_column) {
  const auto is_public = std::string(private_column) + " = 0";
  if (reader.guest()) return list.visible(is_public, {});
  list.visible(is_public + " or " + std::string(story_column) +
                   " in (select r.story_id from story_readers r where r.user_id = ?)",
               {reader.id});
}

std::span<const db::Query> visibility_queries() { return all_queries; }

}  // namespace story
