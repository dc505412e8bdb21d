#include "due_date/due_items.h"

#include <algorithm>
#include <unordered_map>

#include "db/many.h"
#include "story/task_row.h"

namespace due_date {
namespace {

constexpr db::Query people_of{"due_date.people_of", R"sql(
  select distinct p.due_date_id, p.codename, p.user_id
    from due_date_people p
   where p.due_date_id in ({{IDS}})
   order by p.user_id
)sql"};

constexpr db::Query tasks_of{"due_date.tasks_of", R"sql(
  select t.title, t.status, t.creator_id, t.story_id, t.link, t.project_id, t.assignee_id, t.priority, t.branch_id,
         t.milestone_id, t.id, t.created_at, t.updated_at, td.due_date_id
    from task_due_dates td
    join tasks t on t.id = td.task_id
   where (t.private = 0 or exists (select 1 from story_readers r where r.story_id = t.story_id and r.user_id = $1))
     and td.due_date_id in ({{IDS}})
   order by t.id
)sql"};

constexpr db::Query stories_of{"due_date.stories_of", R"sql(
  select s.title, s.description, s.is_bug, s.creator_id, s.story_type_id, s.status, s.private, s.id, s.created_at,
         s.updated_at, sd.due_date_id
    from story_due_dates sd
    join stories s on s.id = sd.story_id
   where (s.private = 0 or exists (select 1 from story_readers r where r.story_id = s.id and r.user_id = $1))
     and sd.due_date_id in ({{IDS}})
   order by s.id
)sql"};

constexpr db::Query all_queries[] = {people_of, tasks_of, stories_of};

DueStory story_from(const db::Row& row) {
  DueStory story;
  story.title = row.get<std::optional<std::string>>(0);
  story.description = row.get<std::optional<std::string>>(1);
  story.is_bug = row.get<std::optional<bool>>(2);
  story.creator_id = row.get<std::optional<UserId>>(3);
  story.story_type_id = row.get<std::optional<StoryTypeId>>(4);
  story.status = row.get<story::Status>(5);
  story.is_private = row.get<bool>(6);
  story.id = row.get<StoryId>(7);
  story.created_at = row.get<std::optional<Time>>(8);
  story.updated_at = row.get<std::optional<Time>>(9);
  return story;
}

bool has(const std::vector<UserId>& people, const auth::Actor& reader) {
  return !reader.guest() && std::find(people.begin(), people.end(), reader.id) != people.end();
}

}  // namespace

void fill(db::Session& session, const auth::Actor& reader, std::vector<DueDate>& due_dates) {
  std::vector<DueDateId> ids;
  std::unordered_map<DueDateId, DueDate*> by_id;
  for (auto& one : due_dates) {
    ids.push_back(one.id);
    by_id[one.id] = &one;
  }
  db::each_of(session, people_of, {}, ids, [&](const db::Row& row) {
    auto& one = *by_id.at(row.get<DueDateId>(0));
    (row.text(1) == "edit_date" ? one.owners : one.users).push_back(row.get<UserId>(2));
  });
  db::each_of(session, tasks_of, {reader.id}, ids,
              [&](const db::Row& row) { by_id.at(row.get<DueDateId>(13))->tasks.push_back(story::task_from(row)); });
  db::each_of(session, stories_of, {reader.id}, ids,
              [&](const db::Row& row) { by_id.at(row.get<DueDateId>(10))->stories.push_back(story_from(row)); });
  for (auto& one : due_dates) {
    one.count = std::ssize(one.tasks) + std::ssize(one.stories);
    one.editable = has(one.owners, reader);
    one.assignable = one.editable || has(one.users, reader);
  }
}

std::span<const db::Query> item_queries_of_many() { return all_queries; }

}  // namespace due_date
