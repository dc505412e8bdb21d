#include "story/task_store.h"

#include <array>

#include "base/error.h"
#include "project/branch_store.h"
#include "project/group_store.h"
#include "project/project_store.h"
#include "story/story_index.h"
#include "story/task_row.h"
#include "story/texts.h"
#include "story/visibility.h"

namespace story {
namespace {

constexpr db::Query find{"task.find", R"sql(
  select t.title, t.status, t.creator_id, t.story_id, t.link, t.project_id, t.assignee_id, t.priority, t.branch_id,
         t.milestone_id, t.id, t.created_at, t.updated_at
    from tasks t
   where t.id = $1
     and (t.private = 0 or exists (select 1 from story_readers r where r.story_id = t.story_id and r.user_id = $2))
)sql"};

constexpr db::Query insert{"task.insert", R"sql(
  insert into tasks (created_at, updated_at, title, status, story_id, project_id, assignee_id, creator_id, priority,
                     branch_id, milestone_id, link)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
  returning id
)sql"};

constexpr db::Query update{"task.update", R"sql(
  update tasks
     set updated_at = $2, title = $3, status = $4, story_id = $5, project_id = $6, assignee_id = $7, priority = $8,
         branch_id = $9, milestone_id = $10, link = $11
   where id = $1
)sql"};

constexpr db::Query remove{"task.delete", "delete from tasks where id = $1"};

constexpr db::Query branches_of{"task.branches_of", R"sql(
  select distinct branch_id from tasks where story_id = $1 and branch_id is not null
)sql"};

constexpr db::Query list_projects{"task.projects_of", "select project_id from story_projects where story_id = $1"};

constexpr db::Query of_story{"task.of_story", "select id from tasks where story_id = $1"};

constexpr db::Query count_private{"task.count_private", R"sql(
  select t.status, count(*)
    from tasks t
   where t.private = 1 and t.story_id in (select r.story_id from story_readers r where r.user_id = $1)
     and ($2 = 0 or t.project_id = $2)
   group by t.status
)sql"};

constexpr db::Query all_queries[] = {find, insert, update, remove, branches_of, list_projects, of_story, count_private};

constexpr auto sorts = std::to_array<listing::SortColumn>({{"id", "t.id", false},
                                                           {"created_at", "t.created_at"},
                                                           {"updated_at", "t.updated_at"},
                                                           {"title", "t.title"},
                                                           {"status", "t.status", false},
                                                           {"story_id", "t.story_id", false},
                                                           {"project_id", "t.project_id"},
                                                           {"assignee_id", "t.assignee_id"},
                                                           {"creator_id", "t.creator_id"},
                                                           {"priority", "t.priority"},
                                                           {"branch_id", "t.branch_id"},
                                                           {"milestone_id", "t.milestone_id"},
                                                           {"link", "t.link"}});

constexpr listing::Source source{"task.list", task_columns, "tasks t", "t.id", sorts};

std::optional<std::string_view> name_of_priority(const Task& task) {
  return task.priority ? std::optional(json::name_of(*task.priority)) : std::nullopt;
}

// Everything else is looked up by the rules; only the assignee is left for the database to refuse.
template <class Change>
auto refusing_unknown_assignee(const Task& task, Change change) {
  try {
    return change();
  } catch (const db::ConstraintError& error) {
    if (error.kind() != db::ConstraintError::Kind::foreign_key) throw;
    throw invalid("Foreign key error. Error in object 'Task'. Field 'assignee_id' value '" +
                  std::to_string(task.assignee_id.value_or(UserId{}).value) + "' is invalid.");
  }
}

template <class T>
std::int64_t value_or_zero(const std::optional<T>& id) {
  return id ? id->value : 0;
}

bool only_counted_filters(const TaskFilter& f) {
  return !f.title && !value_or_zero(f.story_id) && !value_or_zero(f.assignee_id) &&
         !value_or_zero(f.project_group_id) && !value_or_zero(f.branch_id) && !value_or_zero(f.milestone_id) &&
         f.priority.empty() && !f.link && !f.query;
}

std::int64_t total_from_tallies(db::Session& session, const TaskFilter& filter, const auth::Actor& reader) {
  const auto project = filter.project_id.value_or(ProjectId{});
  auto total = count_public_tasks(session, project, filter.status);
  if (reader.guest()) return total;
  session.each(count_private, {reader.id, project}, [&](const db::Row& row) {
    const auto& wanted = filter.status;
    if (wanted.empty() || std::find(wanted.begin(), wanted.end(), row.text(0)) != wanted.end()) total += row.integer(1);
  });
  return total;
}

}  // namespace

std::optional<Task> find_task(db::Session& session, const auth::Actor& reader, TaskId id) {
  return session.maybe(find, {id, reader.id}, task_from);
}

void filter_tasks(listing::List& list, const TaskFilter& filter, const auth::Actor& reader) {
  only_visible(list, reader, "t.private", "t.story_id");
  list.contains("t.title", filter.title);
  list.equals("t.story_id", value_or_zero(filter.story_id));
  list.equals("t.assignee_id", value_or_zero(filter.assignee_id));
  list.equals("t.project_id", value_or_zero(filter.project_id));
  list.equals("t.branch_id", value_or_zero(filter.branch_id));
  list.equals("t.milestone_id", value_or_zero(filter.milestone_id));
  list.one_of("t.status", filter.status);
  list.one_of("t.priority", filter.priority);
  list.contains("t.link", filter.link);
  project::within_group(list, "t.project_id", value_or_zero(filter.project_group_id));
}

listing::Page<Task> list_tasks(db::Session& session, const TaskFilter& filter, const auth::Actor& reader,
                               listing::Bound bound, const InWorklist& in_worklist) {
  listing::List list(session.engine(), source);
  filter_tasks(list, filter, reader);
  if (filter.query) add_query(session, list, QueryOf::tasks, *filter.query, {reader, in_worklist});
  const auto total = only_counted_filters(filter) ? total_from_tallies(session, filter, reader) : list.count(session);
  return listing::page_of(session, list, listing::Paging{filter}, bound, total,
                          [](db::Session& now, listing::List& rows) { return rows.next(now, task_from); });
}

TaskId insert_task(db::Transaction& tx, const Task& task) {
  const auto id = refusing_unknown_assignee(task, [&] {
    return tx.value<TaskId>(insert, {task.created_at, task.updated_at, task.title, json::name_of(task.status),
                                     task.story_id, task.project_id, task.assignee_id, task.creator_id,
                                     name_of_priority(task), task.branch_id, task.milestone_id, task.link});
  });
  fulltext::put_in(tx, task_texts, id.value);
  return id;
}

void update_task(db::Transaction& tx, const Task& task) {
  const auto change = [&] {
    refusing_unknown_assignee(task, [&] {
      return tx.run(update,
                    {task.id, task.updated_at, task.title, json::name_of(task.status), task.story_id, task.project_id,
                     task.assignee_id, name_of_priority(task), task.branch_id, task.milestone_id, task.link});
    });
  };
  rewords(tx, task) ? fulltext::rewording(tx, task_texts, task.id.value, change) : change();
}

void delete_task(db::Transaction& tx, TaskId id) {
  fulltext::take_out(tx, task_texts, id.value);
  tx.run(remove, {id});
}

std::vector<TaskId> tasks_of(db::Session& session, StoryId story) {
  return session.all(of_story, {story}, [](const db::Row& row) { return row.get<TaskId>(0); });
}

bool all_branches_restricted(db::Session& session, StoryId story) {
  const auto branches = session.all(branches_of, {story}, [](const db::Row& row) { return row.get<BranchId>(0); });
  for (const auto id : branches) {
    const auto branch = project::find_branch(session, id);
    if (branch && !branch->restricted) return false;
  }
  return true;
}

std::vector<ProjectId> projects_of(db::Session& session, StoryId story) {
  return session.all(list_projects, {story}, [](const db::Row& row) { return row.get<ProjectId>(0); });
}

void touch_projects_of(db::Transaction& tx, StoryId story, Time now) {
  for (const auto id : projects_of(tx, story)) project::touch_project(tx, id, now);
}

std::span<const db::Query> task_queries() { return all_queries; }

}  // namespace story
