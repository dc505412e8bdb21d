#include "story/import_store.h"

#include "json/read.h"
#include "story/task_row.h"

namespace story {
namespace {

constexpr db::Query of_project{"story.linked_tasks", R"sql(
  select t.title, t.status, t.creator_id, t.story_id, t.link, t.project_id, t.assignee_id, t.priority, t.branch_id,
         t.milestone_id, t.id, t.created_at, t.updated_at,
         s.title, s.description, s.is_bug, s.story_type_id, s.creator_id, s.private, s.updated_at, s.tag_names
    from tasks t
    join stories s on s.id = t.story_id
   where t.project_id = $1 and t.link is not null
   order by t.id
)sql"};

constexpr db::Query of_story{"story.authored_comments", R"sql(
  select c.content, c.is_active, c.in_reply_to, c.id, c.created_at, c.updated_at, e.author_id
    from comments c
    left join events e on e.comment_id = c.id
   where c.story_id = $1
   order by c.id
)sql"};

constexpr db::Query all_queries[] = {of_project, of_story};

LinkedTask linked_from(const db::Row& row) {
  LinkedTask linked;
  linked.task = task_from(row);
  auto& story = linked.story;
  story.id = linked.task.story_id;
  story.title = row.get<std::optional<std::string>>(13);
  story.description = row.get<std::optional<std::string>>(14);
  story.is_bug = row.get<std::optional<bool>>(15);
  story.story_type_id = row.get<std::optional<StoryTypeId>>(16);
  story.creator_id = row.get<std::optional<UserId>>(17);
  story.is_private = row.get<bool>(18);
  story.updated_at = row.get<std::optional<Time>>(19);
  linked.tags = json::read<std::vector<std::string>>(row.text(20));
  return linked;
}

}  // namespace

std::vector<LinkedTask> linked_tasks(db::Session& session, ProjectId project) {
  return session.all(of_project, {project}, linked_from);
}

std::vector<AuthoredComment> authored_comments(db::Session& session, StoryId story) {
  return session.all(of_story, {story}, [](const db::Row& row) {
    return AuthoredComment{
        {row.get<std::optional<std::string>>(0), row.get<bool>(1), row.get<std::optional<CommentId>>(2),
         row.get<CommentId>(3), row.get<std::optional<Time>>(4), row.get<std::optional<Time>>(5)},
        row.get<UserId>(6)};
  });
}

std::span<const db::Query> import_queries() { return all_queries; }

}  // namespace story
