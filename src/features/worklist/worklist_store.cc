#include "worklist/worklist_store.h"

#include <array>
#include <unordered_map>

#include "base/error.h"
#include "db/many.h"
#include "following/following.h"
#include "worklist/automatic.h"
#include "worklist/card_due_dates.h"
#include "worklist/worklist_row.h"

namespace worklist {
namespace {

constexpr db::Query find{"worklist.find", R"sql(
  select w.title, w.creator_id, w.project_id, w.private, w.archived, w.automatic, w.id, w.created_at, w.updated_at
    from worklists w
   where w.id = $1
)sql"};

constexpr db::Query find_many{"worklist.find_many", R"sql(
  select w.title, w.creator_id, w.project_id, w.private, w.archived, w.automatic, w.id, w.created_at, w.updated_at
    from worklists w
   where w.id in ({{IDS}})
     and (w.hidden = 0 or w.id in (select r.worklist_id from worklist_readers r where r.user_id = $1))
)sql"};

constexpr db::Query find_people{"worklist.people", R"sql(
  select wp.worklist_id, p.codename, up.user_id
    from worklist_permissions wp
    join permissions p on p.id = wp.permission_id
    join user_permissions up on up.permission_id = p.id
   where wp.worklist_id in ({{IDS}})
   order by wp.worklist_id, up.user_id
)sql"};

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

constexpr db::Query all_queries[] = {find, insert, update};
constexpr db::Query many_queries[] = {find_many, find_people};

constexpr auto sorts = std::to_array<listing::SortColumn>({{"id", "w.id", false},
                                                           {"created_at", "w.created_at"},
                                                           {"updated_at", "w.updated_at"},
                                                           {"title", "w.title"},
                                                           {"creator_id", "w.creator_id"},
                                                           {"project_id", "w.project_id"},
                                                           {"private", "w.private", false},
                                                           {"archived", "w.archived", false},
                                                           {"automatic", "w.automatic", false}});

constexpr listing::Source all_lists{"worklist.list", worklist_columns, "worklists w", "w.id", sorts};

void only_visible(listing::List& list, const auth::Actor& reader) {
  if (reader.guest()) return list.visible("w.hidden = 0", {});
  list.visible("w.hidden = 0 or w.id in (select r.worklist_id from worklist_readers r where r.user_id = ?)",
               {reader.id});
}

// Lists with a card, archived or not, of this kind; of one thing, if it is named. A card that the reader may not see
// is none.
void with_card(listing::List& list, const auth::Actor& reader, std::string_view type, std::int64_t item_id) {
  std::string sql = "w.id in (select i.list_id from worklist_items i where i.item_type = ?";
  if (item_id != 0) sql += " and i.item_id = " + std::to_string(item_id);
  sql += " and (i.hidden = 0 or i.story_id in (select r.story_id from story_readers r where r.user_id = ?)))";
  list.where(sql, {type, reader.id});
}

void add_filters(listing::List& list, const WorklistQuery& filter, const auth::Actor& reader) {
  list.where("w.board_id is null", {});
  list.where("w.archived = ?", {filter.archived.value_or(false)});
  list.contains("w.title", filter.title);
  list.equals("w.creator_id", filter.creator_id.value_or(UserId{}).value);
  list.equals("w.project_id", filter.project_id.value_or(ProjectId{}).value);
  if (const auto user = filter.user_id.value_or(UserId{})) {
    list.where("w.id in (select r.worklist_id from worklist_readers r where r.user_id = ?)", {user});
  }
  if (const auto story = filter.story_id.value_or(StoryId{})) with_card(list, reader, "story", story.value);
  if (const auto task = filter.task_id.value_or(TaskId{})) with_card(list, reader, "task", task.value);
  if (filter.item_type && !filter.item_type->empty()) with_card(list, reader, *filter.item_type, 0);
  following::only_followed(list, following::Kind::worklist, "w.id", filter.subscriber_id.value_or(UserId{}).value);
}

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
  db::each_of(session, find_people, {}, ids, [&](const db::Row& row) {
    auto& list = *by_id.at(row.get<WorklistId>(0));
    auto& people = row.text(1) == "edit_worklist" ? list.owners : list.users;
    people.value->push_back(row.get<UserId>(2));
  });
}

std::vector<Worklist> find_worklists(db::Session& session, const auth::Actor& reader, std::span<const WorklistId> ids,
                                     Items how, listing::Bound bound) {
  std::unordered_map<WorklistId, Worklist> found;
  db::each_of(session, find_many, {reader.id}, std::vector<WorklistId>(ids.begin(), ids.end()),
              [&](const db::Row& row) {
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
  if (how != Items::resolved) return lists;
  for (auto& one : lists) {
    if (one.automatic) one.items.value = found_items(session, reader, one.id, bound);
  }
  add_due_dates(session, reader, cards_of(lists));
  return lists;
}

listing::Page<Worklist> list_worklists(db::Session& session, const WorklistQuery& filter, const auth::Actor& reader,
                                       listing::Bound bound) {
  listing::List list(session.engine(), all_lists);
  only_visible(list, reader);
  if (filter.board_id.value_or(0) != 0) {
    list.equals("w.board_id", filter.board_id);
  } else {
    add_filters(list, filter, reader);
  }
  listing::Paging paging;
  paging.sort_field = filter.sort_field;
  paging.sort_dir = filter.sort_dir;
  paging.limit = filter.limit;
  paging.offset = filter.offset;
  return listing::page_of(session, list, paging, bound, list.count(session),
                          [reader](db::Session& now, listing::List& rows) {
                            auto lists = rows.next(now, worklist_from);
                            add_people(now, lists);
                            add_items(now, reader, lists, Items::bare);
                            return lists;
                          });
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

std::span<const db::Query> worklist_queries() { return all_queries; }

std::span<const db::Query> worklist_queries_of_many() { return many_queries; }

}  // namespace worklist
