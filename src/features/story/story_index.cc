#include "story/story_index.h"

#include <algorithm>
#include <map>

#include "json/write.h"

namespace story {
namespace {

constexpr db::Query find_standing{"story.find_standing", "select status, private from stories where id = $1"};

constexpr db::Query task_groups{"story.task_groups", R"sql(
  select project_id, status, count(*)
    from tasks
   where story_id = $1
   group by project_id, status
)sql"};

constexpr db::Query tags_of{"story.tags_of", R"sql(
  select g.name
    from story_storytags st
    join storytags g on g.id = st.storytag_id
   where st.story_id = $1
   order by g.id
)sql"};

constexpr db::Query keep_standing{"story.keep_standing", R"sql(
  update stories
     set status = $2, todo = $3, merged = $4, invalid = $5, review = $6, inprogress = $7, tag_names = $8
   where id = $1
)sql"};

constexpr db::Query mark_tasks{"story.mark_tasks", R"sql(
  update tasks set private = $2 where story_id = $1 and private <> $2
)sql"};

constexpr db::Query forget_projects{"story.forget_projects", "delete from story_projects where story_id = $1"};

constexpr db::Query keep_project{"story.keep_project", R"sql(
  insert into story_projects (project_id, story_id, status, private) values ($1, $2, $3, $4)
)sql"};

constexpr db::Query tally_stories{"story.tally_stories", R"sql(
  insert into story_tallies (project_id, status, public_stories)
  values ($1, $2, $3)
  on conflict (project_id, status) do update set public_stories = story_tallies.public_stories + excluded.public_stories
)sql"};

constexpr db::Query tally_tasks{"story.tally_tasks", R"sql(
  insert into task_tallies (project_id, status, public_tasks)
  values ($1, $2, $3)
  on conflict (project_id, status) do update set public_tasks = task_tallies.public_tasks + excluded.public_tasks
)sql"};

constexpr db::Query tally_tags{"story.tally_tags", R"sql(
  update storytags
     set public_stories = public_stories + $2
   where id in (select st.storytag_id from story_storytags st where st.story_id = $1)
)sql"};

constexpr db::Query read_story_tally{"story.read_story_tally", R"sql(
  select status, public_stories from story_tallies where project_id = $1
)sql"};

constexpr db::Query read_task_tally{"story.read_task_tally", R"sql(
  select status, public_tasks from task_tallies where project_id = $1
)sql"};

constexpr db::Query all_queries[] = {find_standing, task_groups,     tags_of,          keep_standing,
                                     mark_tasks,    forget_projects, keep_project,     tally_stories,
                                     tally_tasks,   tally_tags,      read_story_tally, read_task_tally};

struct Standing {
  Status status = Status::invalid;
  bool is_private = false;
};

Standing standing_of(db::Session& session, StoryId id) {
  return session
      .maybe(find_standing, {id},
             [](const db::Row& row) {
               return Standing{row.get<Status>(0), row.get<bool>(1)};
             })
      .value();
}

struct TaskGroup {
  ProjectId project;
  TaskStatus status;
  std::int64_t count;
};

std::vector<TaskGroup> groups_of(db::Session& session, StoryId id) {
  return session.all(task_groups, {id}, [](const db::Row& row) {
    return TaskGroup{row.get<ProjectId>(0), json::from_name<TaskStatus>(row.text(1)).value(), row.integer(2)};
  });
}

detail::TaskCounts counts_in(const std::vector<TaskGroup>& groups) {
  detail::TaskCounts counts;
  for (const auto& one : groups) counts[one.status] += one.count;
  return counts;
}

std::vector<ProjectId> projects_in(const std::vector<TaskGroup>& groups) {
  std::vector<ProjectId> projects;
  for (const auto& one : groups) {
    if (one.project && std::find(projects.begin(), projects.end(), one.project) == projects.end()) {
      projects.push_back(one.project);
    }
  }
  return projects;
}

// Adds a public story to every total that it counts in, `sign` times.
void tally(db::Transaction& tx, StoryId id, Status status, const std::vector<TaskGroup>& groups, int sign) {
  constexpr ProjectId all{};
  detail::add_to_tally(tx, all, status, sign);
  for (const auto project : projects_in(groups)) detail::add_to_tally(tx, project, status, sign);
  for (const auto& [task_status, count] : counts_in(groups)) detail::add_to_tally(tx, all, task_status, sign * count);
  for (const auto& one : groups) {
    if (one.project) detail::add_to_tally(tx, one.project, one.status, sign * one.count);
  }
  tx.run(tally_tags, {id, sign});
}

void store_standing(db::Transaction& tx, StoryId id, Status status, const std::vector<TaskGroup>& groups) {
  const auto counts = counts_in(groups);
  const auto count = [&](TaskStatus one) -> db::Argument {
    if (groups.empty()) return nullptr;
    const auto found = counts.find(one);
    return found == counts.end() ? 0 : found->second;
  };
  const auto names = tx.all(tags_of, {id}, [](const db::Row& row) { return row.get<std::string>(0); });
  const auto tag_names = json::to_text(names);
  tx.run(keep_standing,
         {id, static_cast<int>(status), count(TaskStatus::todo), count(TaskStatus::merged), count(TaskStatus::invalid),
          count(TaskStatus::review), count(TaskStatus::inprogress), tag_names});
}

std::int64_t sum(db::Session& session, const db::Query& query, ProjectId project,
                 const std::function<bool(const db::Row&)>& counts) {
  std::int64_t total = 0;
  session.each(query, {project}, [&](const db::Row& row) {
    if (counts(row)) total += row.integer(1);
  });
  return total;
}

bool is_wanted(std::span<const std::string> wanted, std::string_view name) {
  return wanted.empty() || std::find(wanted.begin(), wanted.end(), name) != wanted.end();
}

}  // namespace

namespace detail {

Status status_from(const TaskCounts& counts) {
  const auto any = [&](TaskStatus status) { return counts.contains(status); };
  if (any(TaskStatus::todo) || any(TaskStatus::inprogress) || any(TaskStatus::review)) return Status::active;
  return any(TaskStatus::merged) ? Status::merged : Status::invalid;
}

void add_to_tally(db::Transaction& tx, ProjectId project, Status status, std::int64_t stories) {
  tx.run(tally_stories, {project, static_cast<int>(status), stories});
}

void add_to_tally(db::Transaction& tx, ProjectId project, TaskStatus status, std::int64_t tasks) {
  tx.run(tally_tasks, {project, json::name_of(status), tasks});
}

void leave_index(db::Transaction& tx, StoryId id) {
  const auto standing = standing_of(tx, id);
  if (!standing.is_private) tally(tx, id, standing.status, groups_of(tx, id), -1);
  tx.run(forget_projects, {id});
}

void enter_index(db::Transaction& tx, StoryId id) {
  const bool is_private = standing_of(tx, id).is_private;
  const auto groups = groups_of(tx, id);
  const auto status = detail::status_from(counts_in(groups));
  store_standing(tx, id, status, groups);
  tx.run(mark_tasks, {id, is_private});
  for (const auto project : projects_in(groups)) {
    tx.run(keep_project, {project, id, static_cast<int>(status), is_private});
  }
  if (!is_private) tally(tx, id, status, groups, 1);
}

}  // namespace detail

void index_new_story(db::Transaction& tx, bool is_private) {
  if (!is_private) tx.run(tally_stories, {0, static_cast<int>(Status::invalid), 1});
}

std::int64_t count_public_stories(db::Session& session, ProjectId project, std::span<const std::string> statuses) {
  return sum(session, read_story_tally, project,
             [&](const db::Row& row) { return is_wanted(statuses, json::name_of(row.get<Status>(0))); });
}

std::int64_t count_public_tasks(db::Session& session, ProjectId project, std::span<const std::string> statuses) {
  return sum(session, read_task_tally, project, [&](const db::Row& row) { return is_wanted(statuses, row.text(0)); });
}

std::span<const db::Query> index_queries() { return all_queries; }

}  // namespace story
