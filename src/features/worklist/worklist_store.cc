#include "worklist/worklist_store.h"

#include <unordered_map>

#include "base/error.h"
#include "worklist/id_lists.h"
#include "worklist/worklist_row.h"

namespace worklist {
namespace {

constexpr db::Query find{"worklist.find", R"sql(
  select w.title, w.creator_id, w.project_id, w.private, w.archived, w.automatic, w.id, w.created_at, w.updated_at
    from worklists w
   where w.id = $1
)sql"};

constexpr std::string_view find_many = R"sql(
  select w.title, w.creator_id, w.project_id, w.private, w.archived, w.automatic, w.id, w.created_at, w.updated_at
    from worklists w
   where w.id in (#)
     and (w.hidden = 0 or w.id in (select r.worklist_id from worklist_readers r where r.user_id = $1))
)sql";

constexpr std::string_view find_people = R"sql(
  select wp.worklist_id, p.codename, up.user_id
    from worklist_permissions wp
    join permissions p on p.id = wp.permission_id
    join user_permissions up on up.permission_id = p.id
   where wp.worklist_id in (#)
   order by wp.worklist_id, up.user_id
)sql";

constexpr db::Query insert{"worklist.insert", R"sql(
  insert into worklists (created_at, updated_at, title, creator_id, project_id, private, archived, automatic, hidden)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $6)
  returning id
)sql"};

constexpr db::Query update{"worklist.update", R"sql(
  update worklists
     set updated_at = $2, title = $3, project_id = $4, private = $5, archived = $6, automatic = $7
   where id = $1
)sql"};

template <class Change>
auto refusing_unknown_project(const Worklist& list, Change change) {
  try {
    return change();
  } catch (const db::ConstraintError& error) {
    if (error.kind() != db::ConstraintError::Kind::foreign_key) throw;
    throw invalid("Foreign key error. Error in object 'Worklist'. Field 'project_id' value '" +
                  std::to_string(list.project_id.value_or(ProjectId{}).value) + "' is invalid.");
  }
}

}  // namespace

std::optional<Worklist> find_row(db::Session& session, WorklistId id) {
  return session.maybe(find, {id}, worklist_from);
}

void add_people(db::Session& session, std::span<Worklist> lists) {
  std::vector<WorklistId> ids;
  std::unordered_map<WorklistId, Worklist*> by_id;
  for (auto& one : lists) {
    ids.push_back(one.id);
    by_id[one.id] = &one;
    one.owners.value.emplace();
    one.users.value.emplace();
  }
  each_of<WorklistId>(session, "worklist.people", find_people, {}, ids, [&](const db::Row& row) {
    auto& list = *by_id.at(row.get<WorklistId>(0));
    auto& people = row.text(1) == "edit_worklist" ? list.owners : list.users;
    people.value->push_back(row.get<UserId>(2));
  });
}

std::vector<Worklist> find_worklists(db::Session& session, const auth::Actor& reader, std::span<const WorklistId> ids,
                                     Items how) {
  std::unordered_map<WorklistId, Worklist> found;
  each_of<WorklistId>(session, "worklist.find_many", find_many, {reader.id}, ids, [&](const db::Row& row) {
    auto list = worklist_from(row);
    found.emplace(list.id, std::move(list));
  });
  std::vector<Worklist> lists;
  for (const auto id : ids) {
    const auto one = found.extract(id);
    if (one) lists.push_back(std::move(one.mapped()));
  }
  add_people(session, lists);
  add_items(session, reader, lists, how);
  return lists;
}

WorklistId insert_worklist(db::Transaction& tx, const Worklist& list) {
  return refusing_unknown_project(list, [&] {
    return tx.value<WorklistId>(insert, {list.created_at, list.updated_at, list.title, list.creator_id, list.project_id,
                                         list.is_private, list.archived, list.automatic});
  });
}

void update_worklist(db::Transaction& tx, const Worklist& list) {
  refusing_unknown_project(list, [&] {
    return tx.run(update, {list.id, list.updated_at, list.title, list.project_id, list.is_private, list.archived,
                           list.automatic});
  });
}

std::vector<db::Query> worklist_queries() {
  static const std::string many = for_one(find_many, 2);
  static const std::string people = for_one(find_people, 1);
  return {find, {"worklist.find_many", many}, {"worklist.people", people}, insert, update};
}

}  // namespace worklist
