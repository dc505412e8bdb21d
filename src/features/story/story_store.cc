#include "story/story_store.h"

#include "people/users.h"
#include "story/story_row.h"
#include "story/texts.h"
#include "story/visibility.h"

namespace story {
namespace {

constexpr db::Query find{"story.find", R"sql(
  select s.title, s.description, s.is_bug, s.creator_id, s.story_type_id, s.status, s.todo, s.merged, s.invalid,
         s.review, s.inprogress, s.tag_names, s.private, s.id, s.created_at, s.updated_at
    from stories s
   where s.id = $1
     and (s.private = 0 or exists (select 1 from story_readers r where r.story_id = s.id and r.user_id = $2))
)sql"};

constexpr db::Query insert{"story.insert", R"sql(
  insert into stories (created_at, updated_at, creator_id, title, description, is_bug, story_type_id, private)
  values ($1, $2, $3, $4, $5, $6, $7, $8)
  returning id
)sql"};

constexpr db::Query update{"story.update", R"sql(
  update stories
     set title = $2, description = $3, is_bug = $4, story_type_id = $5, private = $6, updated_at = $7
   where id = $1
)sql"};

constexpr db::Query touch{"story.touch", "update stories set updated_at = $2 where id = $1"};

constexpr db::Query find_permission{"story.find_permission", R"sql(
  select permission_id from story_permissions where story_id = $1
)sql"};

constexpr db::Query insert_permission{"story.insert_permission", R"sql(
  insert into story_permissions (story_id, permission_id) values ($1, $2)
)sql"};

constexpr db::Query delete_history{"story.delete_history", R"sql(
  delete from comments_history where comment_id in (select c.id from comments c where c.story_id = $1)
)sql"};
constexpr db::Query forget_replies{"story.forget_replies",
                                   "update comments set in_reply_to = null where story_id = $1"};
constexpr db::Query delete_comments{"story.delete_comments", "delete from comments where story_id = $1"};
constexpr db::Query delete_tasks{"story.delete_tasks", "delete from tasks where story_id = $1"};
constexpr db::Query delete_tags{"story.delete_tags", "delete from story_storytags where story_id = $1"};
constexpr db::Query delete_permissions{"story.delete_permissions", "delete from story_permissions where story_id = $1"};
constexpr db::Query delete_story{"story.delete", "delete from stories where id = $1"};

constexpr db::Query find_type{"story.find_type", R"sql(
  select id, coalesce(restricted, 0), coalesce(visible, 1) from story_types where id = $1
)sql"};

constexpr db::Query find_mutation{"story.find_mutation", R"sql(
  select 1 from may_mutate_to where story_type_id_from = $1 and story_type_id_to = $2
)sql"};

constexpr db::Query all_queries[] = {
    find,           insert,         update,          touch,        find_permission, insert_permission,
    delete_history, forget_replies, delete_comments, delete_tasks, delete_tags,     delete_permissions,
    delete_story,   find_type,      find_mutation};

std::optional<PermissionId> permission_of(db::Session& session, StoryId id) {
  return session.maybe(find_permission, {id}, [](const db::Row& row) { return row.get<PermissionId>(0); });
}

}  // namespace

void add_readers(db::Session& session, const auth::Actor& reader, Story& story) {
  if (!story.is_private) return;
  const auto permission = permission_of(session, story.id);
  if (!permission) return;
  story.users = people::permitted_users(session, *permission);
  for (auto& one : story.users) one = people::shown_to(reader, std::move(one));
  story.teams = people::permitted_teams(session, *permission);
}

std::optional<Story> find_story(db::Session& session, const auth::Actor& reader, StoryId id) {
  auto story = session.maybe(find, {id, reader.id}, story_from);
  if (story) add_readers(session, reader, *story);
  return story;
}

StoryId insert_story(db::Transaction& tx, const Story& story) {
  const auto id = tx.value<StoryId>(insert, {story.created_at, story.updated_at, story.creator_id, story.title,
                                             story.description, story.is_bug, story.story_type_id, story.is_private});
  fulltext::put_in(tx, story_texts, id.value);
  return id;
}

void update_story(db::Transaction& tx, const Story& story) {
  const auto change = [&] {
    tx.run(update, {story.id, story.title, story.description, story.is_bug, story.story_type_id, story.is_private,
                    story.updated_at});
  };
  rewords(tx, story) ? fulltext::rewording(tx, story_texts, story.id.value, change) : change();
}

void touch_story(db::Transaction& tx, StoryId id, Time now) { tx.run(touch, {id, now}); }

void delete_story_rows(db::Transaction& tx, StoryId id) {
  const auto permission = permission_of(tx, id);
  take_out_whole(tx, id);
  for (const auto& query :
       {delete_history, forget_replies, delete_comments, delete_tasks, delete_tags, delete_permissions, delete_story}) {
    tx.run(query, {id});
  }
  if (permission) people::delete_permission(tx, *permission);
}

PermissionId reading_permission(db::Transaction& tx, StoryId id, Time now) {
  if (const auto found = permission_of(tx, id)) return *found;
  const auto made = people::insert_permission(tx, "view_story_" + std::to_string(id.value), "view_story", now);
  tx.run(insert_permission, {id, made});
  return made;
}

std::optional<StoryType> find_story_type(db::Session& session, StoryTypeId id) {
  return session.maybe(find_type, {id}, [](const db::Row& row) {
    return StoryType{row.get<StoryTypeId>(0), row.get<bool>(1), row.get<bool>(2)};
  });
}

bool may_mutate(db::Session& session, StoryTypeId from, StoryTypeId to) {
  return session.exists(find_mutation, {from, to});
}

std::span<const db::Query> story_queries() { return all_queries; }

}  // namespace story
