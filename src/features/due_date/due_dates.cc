#include "due_date/due_dates.h"

#include <algorithm>

#include "due_date/due_date_store.h"
#include "people/permissions.h"
#include "story/tasks.h"
#include "story/visibility.h"

namespace due_date {
namespace {

template <class Refs>
auto ids_of(const Refs& refs) {
  std::vector<decltype(refs.front().id)> ids;
  for (const auto& one : refs) ids.push_back(one.id);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

// Those of `all` that are not among `some`; both are sorted.
template <class SomeId>
std::vector<SomeId> without(const std::vector<SomeId>& all, const std::vector<SomeId>& some) {
  std::vector<SomeId> rest;
  std::set_difference(all.begin(), all.end(), some.begin(), some.end(), std::back_inserter(rest));
  return rest;
}

// `before` is what the actor sees: what he does not see, he does not touch.
void replace_tasks(db::Transaction& tx, const auth::Actor& actor, const DueDate& before,
                   const std::vector<TaskRef>& wanted) {
  const auto old_ids = ids_of(before.tasks), new_ids = ids_of(wanted);
  const auto added = without(new_ids, old_ids);
  for (const auto one : added) story::read_task(tx, actor, one);
  set_tasks(tx, before.id, without(old_ids, new_ids), added);
}

void replace_stories(db::Transaction& tx, const auth::Actor& actor, const DueDate& before,
                     const std::vector<StoryRef>& wanted) {
  const auto old_ids = ids_of(before.stories), new_ids = ids_of(wanted);
  const auto added = without(new_ids, old_ids);
  for (const auto one : added) story::require_visible(tx, actor, one);
  set_stories(tx, before.id, without(old_ids, new_ids), added);
}

std::string name_of(std::string_view codename, DueDateId id) {
  const auto* verb = codename == edit_date ? "edit" : "assign";
  return std::string(verb) + "_due_date_" + std::to_string(id.value);
}

PermissionId permission_for(db::Transaction& tx, DueDateId id, std::string_view codename, Time now) {
  if (const auto found = find_permission(tx, id, codename)) return *found;
  const auto made = people::insert_permission(tx, name_of(codename, id), codename, now);
  tie_permission(tx, id, made);
  return made;
}

// A client may send the whole due date back: only what differs is a change.
bool edits(const DueDate& before, const DueDateChange& change) {
  return (change.name && *change.name != before.name) || (change.date && *change.date != before.date) ||
         (change.is_private && *change.is_private != before.is_private);
}

void check_codename(const std::string& codename) {
  if (codename != edit_date && codename != assign_date) {
    throw not_found("Permission " + codename + " not found: a due date has edit_date and assign_date.");
  }
}

void require_editable(db::Session& session, const auth::Actor& actor, DueDateId id) {
  if (!read_due_date(session, actor, id).editable) throw due_date_not_found(id);
}

}  // namespace

Error due_date_not_found(DueDateId id) { return not_found("Due date " + std::to_string(id.value) + " not found."); }

DueDate read_due_date(db::Session& session, const auth::Actor& reader, DueDateId id) {
  auto found = find_due_date(session, reader, id);
  if (!found) throw due_date_not_found(id);
  return *std::move(found);
}

void require_visible(db::Session& session, const auth::Actor& reader, DueDateId id) {
  if (find_brief_due_dates(session, reader, {id}).empty()) throw due_date_not_found(id);
}

void require_assignable(db::Session& session, const auth::Actor& actor, DueDateId id) {
  if (!read_due_date(session, actor, id).assignable) throw due_date_not_found(id);
}

DueDate make_due_date(db::Transaction& tx, const auth::Actor& actor, const NewDueDate& wanted, Time now) {
  if (wanted.creator_id && *wanted.creator_id != actor.id) {
    throw invalid("You can't select the creator of a due date.");
  }
  DueDate due_date;
  due_date.name = wanted.name;
  due_date.date = wanted.date;
  due_date.is_private = wanted.is_private.value_or(false);
  due_date.creator_id = actor.id;
  due_date.created_at = now;
  due_date.id = insert_due_date(tx, due_date);
  const auto owners = wanted.owners.value_or(std::vector<UserId>{});
  people::set_permitted_users(tx, permission_for(tx, due_date.id, edit_date, now),
                              owners.empty() ? std::vector{actor.id} : owners);
  people::set_permitted_users(tx, permission_for(tx, due_date.id, assign_date, now),
                              wanted.users.value_or(std::vector<UserId>{}));
  if (wanted.tasks) replace_tasks(tx, actor, due_date, *wanted.tasks);
  if (wanted.stories) replace_stories(tx, actor, due_date, *wanted.stories);
  // Somebody may have made one that is for others alone: it is still answered.
  return find_due_date(tx, actor, due_date.id).value_or(due_date);
}

DueDate change_due_date(db::Transaction& tx, const auth::Actor& actor, DueDateId id, const DueDateChange& change,
                        Time now) {
  const auto before = read_due_date(tx, actor, id);
  if (!before.assignable || (edits(before, change) && !before.editable)) throw due_date_not_found(id);
  if (change.creator_id && change.creator_id != before.creator_id) {
    throw invalid("You can't change the creator of a due date.");
  }
  auto due_date = before;
  if (change.name) due_date.name = *change.name;
  if (change.date) due_date.date = *change.date;
  due_date.is_private = change.is_private.value_or(before.is_private);
  due_date.updated_at = now;
  update_due_date(tx, due_date);
  if (change.tasks) replace_tasks(tx, actor, before, *change.tasks);
  if (change.stories) replace_stories(tx, actor, before, *change.stories);
  return read_due_date(tx, actor, id);
}

std::vector<std::string> permissions_of(db::Session& session, const auth::Actor& reader, DueDateId id) {
  const auto due_date = read_due_date(session, reader, id);
  const auto is_in = [&](const std::vector<UserId>& people) {
    return !reader.guest() && std::find(people.begin(), people.end(), reader.id) != people.end();
  };
  std::vector<std::string> out;
  if (is_in(due_date.owners)) out.emplace_back(edit_date);
  if (is_in(due_date.users)) out.emplace_back(assign_date);
  return out;
}

std::string add_permission(db::Transaction& tx, const auth::Actor& actor, DueDateId id, const PermissionChange& given,
                           Time now) {
  require_editable(tx, actor, id);
  check_codename(given.codename);
  const auto permission = permission_for(tx, id, given.codename, now);
  auto users = given.users;
  for (const auto& one : people::permitted_users(tx, permission)) users.push_back(one.id);
  people::set_permitted_users(tx, permission, users);
  return given.codename;
}

std::string change_permission(db::Transaction& tx, const auth::Actor& actor, DueDateId id,
                              const PermissionChange& change, Time now) {
  require_editable(tx, actor, id);
  check_codename(change.codename);
  people::set_permitted_users(tx, permission_for(tx, id, change.codename, now), change.users);
  return change.codename;
}

}  // namespace due_date
