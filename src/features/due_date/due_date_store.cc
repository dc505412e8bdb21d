#include "due_date/due_date_store.h"

#include <algorithm>
#include <array>

#include "db/many.h"
#include "due_date/due_date_row.h"
#include "due_date/due_items.h"

namespace due_date {
namespace {

constexpr db::Query find_many{"due_date.find_many", R"sql(
  select d.name, d.date, d.private, d.creator_id, d.id, d.created_at, d.updated_at
    from due_dates d
   where (d.private = 0 or exists (select 1 from due_date_people p where p.due_date_id = d.id and p.user_id = $1))
     and d.id in ({{IDS}})
   order by d.id
)sql"};

constexpr db::Query of_stories{"due_date.of_stories", R"sql(
  select sd.story_id, sd.due_date_id
    from story_due_dates sd
    join due_dates d on d.id = sd.due_date_id
   where (d.private = 0 or exists (select 1 from due_date_people p where p.due_date_id = d.id and p.user_id = $1))
     and sd.story_id in ({{IDS}})
   order by sd.due_date_id
)sql"};

constexpr db::Query of_tasks{"due_date.of_tasks", R"sql(
  select td.task_id, td.due_date_id
    from task_due_dates td
    join due_dates d on d.id = td.due_date_id
   where (d.private = 0 or exists (select 1 from due_date_people p where p.due_date_id = d.id and p.user_id = $1))
     and td.task_id in ({{IDS}})
   order by td.due_date_id
)sql"};

constexpr db::Query insert{"due_date.insert", R"sql(
  insert into due_dates (created_at, name, date, private, creator_id)
  values ($1, $2, $3, $4, $5)
  returning id
)sql"};

constexpr db::Query update{"due_date.update", R"sql(
  update due_dates set name = $2, date = $3, private = $4, updated_at = $5 where id = $1
)sql"};

constexpr db::Query take_task{"due_date.take_task",
                              "delete from task_due_dates where due_date_id = $1 and task_id = $2"};

constexpr db::Query add_task{"due_date.add_task", R"sql(
  insert into task_due_dates (due_date_id, task_id) values ($1, $2)
  on conflict do nothing
)sql"};

constexpr db::Query take_story{"due_date.take_story",
                               "delete from story_due_dates where due_date_id = $1 and story_id = $2"};

constexpr db::Query add_story{"due_date.add_story", R"sql(
  insert into story_due_dates (due_date_id, story_id) values ($1, $2)
  on conflict do nothing
)sql"};

constexpr db::Query permission_of{"due_date.permission_of", R"sql(
  select p.id
    from due_date_permissions dp
    join permissions p on p.id = dp.permission_id
   where dp.due_date_id = $1 and p.codename = $2
   order by p.id
   limit 1
)sql"};

constexpr db::Query insert_permission{"due_date.tie_permission", R"sql(
  insert into due_date_permissions (due_date_id, permission_id) values ($1, $2)
)sql"};

constexpr db::Query all_queries[] = {insert,     update,    take_task,     add_task,
                                     take_story, add_story, permission_of, insert_permission};
constexpr db::Query all_queries_of_many[] = {find_many, of_stories, of_tasks};

constexpr auto sorts = std::to_array<listing::SortColumn>({{"id", "d.id", false},
                                                           {"created_at", "d.created_at"},
                                                           {"updated_at", "d.updated_at"},
                                                           {"name", "d.name"},
                                                           {"date", "d.date"},
                                                           {"private", "d.private", false},
                                                           {"creator_id", "d.creator_id"}});

constexpr listing::Source source{"due_date.list", due_date_columns, "due_dates d", "d.id", sorts};

template <class AnyDueDate>
std::vector<AnyDueDate> find_all(db::Session& session, const auth::Actor& reader, const std::vector<DueDateId>& ids) {
  std::vector<AnyDueDate> found;
  db::each_of(session, find_many, {reader.id}, ids,
              [&](const db::Row& row) { found.push_back(due_date_from<AnyDueDate>(row)); });
  return found;
}

template <class Item>
std::map<Item, std::vector<DueDateId>> due_dates_by(db::Session& session, const db::Query& query,
                                                    const auth::Actor& reader, const std::vector<Item>& items) {
  std::map<Item, std::vector<DueDateId>> found;
  db::each_of(session, query, {reader.id}, items,
              [&](const db::Row& row) { found[row.get<Item>(0)].push_back(row.get<DueDateId>(1)); });
  return found;
}

// Conditions on the list of those who may do what `codename` says. No person, no condition.
void permitted_to(listing::List& list, std::optional<UserId> person, std::string_view codename) {
  if (!person.value_or(UserId{})) return;
  list.where("d.id in (select p.due_date_id from due_date_people p where p.user_id = ? and p.codename = ?)",
             {*person, codename});
}

}  // namespace

std::optional<DueDate> find_due_date(db::Session& session, const auth::Actor& reader, DueDateId id) {
  auto found = find_due_dates(session, reader, {id});
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<DueDate> find_due_dates(db::Session& session, const auth::Actor& reader,
                                    const std::vector<DueDateId>& ids) {
  auto found = find_all<DueDate>(session, reader, ids);
  fill(session, reader, found);
  return found;
}

std::vector<BriefDueDate> find_brief_due_dates(db::Session& session, const auth::Actor& reader,
                                               const std::vector<DueDateId>& ids) {
  return find_all<BriefDueDate>(session, reader, ids);
}

std::map<StoryId, std::vector<DueDateId>> due_dates_of(db::Session& session, const auth::Actor& reader,
                                                       const std::vector<StoryId>& stories) {
  return due_dates_by(session, of_stories, reader, stories);
}

std::map<TaskId, std::vector<DueDateId>> due_dates_of(db::Session& session, const auth::Actor& reader,
                                                      const std::vector<TaskId>& tasks) {
  return due_dates_by(session, of_tasks, reader, tasks);
}

listing::Page<DueDate> list_due_dates(db::Session& session, const DueDateFilter& filter, const auth::Actor& reader,
                                      listing::Bound bound, const Narrow& narrow) {
  listing::List list(session.engine(), source);
  list.visible("d.private = 0 or d.id in (select p.due_date_id from due_date_people p where p.user_id = ?)",
               {reader.id});
  list.contains("d.name", filter.name);
  if (filter.date) list.where("d.date = ?", {*filter.date});
  permitted_to(list, filter.user, "assign_date");
  permitted_to(list, filter.owner, "edit_date");
  narrow(list);
  return listing::page_of(session, list, filter, bound, list.count(session),
                          [reader](db::Session& now, listing::List& rows) {
                            auto due_dates = rows.next(now, due_date_from<DueDate>);
                            fill(now, reader, due_dates);
                            return due_dates;
                          });
}

DueDateId insert_due_date(db::Transaction& tx, const DueDate& due_date) {
  return tx.value<DueDateId>(
      insert, {due_date.created_at, due_date.name, due_date.date, due_date.is_private, due_date.creator_id});
}

void update_due_date(db::Transaction& tx, const DueDate& due_date) {
  tx.run(update, {due_date.id, due_date.name, due_date.date, due_date.is_private, due_date.updated_at});
}

void set_tasks(db::Transaction& tx, DueDateId id, const std::vector<TaskId>& gone, const std::vector<TaskId>& added) {
  for (const auto one : gone) tx.run(take_task, {id, one});
  for (const auto one : added) tx.run(add_task, {id, one});
}

void set_stories(db::Transaction& tx, DueDateId id, const std::vector<StoryId>& gone,
                 const std::vector<StoryId>& added) {
  for (const auto one : gone) tx.run(take_story, {id, one});
  for (const auto one : added) tx.run(add_story, {id, one});
}

std::optional<PermissionId> find_permission(db::Session& session, DueDateId id, std::string_view codename) {
  return session.maybe(permission_of, {id, codename}, [](const db::Row& row) { return row.get<PermissionId>(0); });
}

void tie_permission(db::Transaction& tx, DueDateId id, PermissionId permission) {
  tx.run(insert_permission, {id, permission});
}

std::span<const db::Query> store_queries() { return all_queries; }
std::span<const db::Query> store_queries_of_many() { return all_queries_of_many; }

}  // namespace due_date
