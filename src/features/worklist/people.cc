#include "worklist/people.h"

#include <algorithm>

#include "base/error.h"
#include "events/outbox.h"
#include "people/permissions.h"
#include "worklist/event_info.h"
#include "worklist/guards.h"

namespace worklist {
namespace {

constexpr db::Query find_permission{"worklist.find_permission", R"sql(
  select p.id
    from worklist_permissions wp
    join permissions p on p.id = wp.permission_id
   where wp.worklist_id = $1 and p.codename = $2
   order by p.id
   limit 1
)sql"};

constexpr db::Query insert{"worklist.insert_permission", R"sql(
  insert into worklist_permissions (worklist_id, permission_id) values ($1, $2)
)sql"};

constexpr db::Query all_queries[] = {find_permission, insert};

std::optional<PermissionId> permission_of(db::Session& session, WorklistId list, std::string_view codename) {
  return session.maybe(find_permission, {list, codename}, [](const db::Row& row) { return row.get<PermissionId>(0); });
}

std::vector<NamedUser> users_with(db::Session& session, PermissionId id) {
  std::vector<NamedUser> out;
  for (const auto& one : ::people::permitted_users(session, id)) out.push_back({one.id, one.full_name.value_or("")});
  return out;
}

std::vector<NamedUser> without(std::vector<NamedUser> some, const std::vector<NamedUser>& others) {
  std::erase_if(some, [&](const NamedUser& one) {
    return std::any_of(others.begin(), others.end(), [&](const NamedUser& other) { return other.id == one.id; });
  });
  return some;
}

About about(db::Session& session, const auth::Actor& actor, WorklistId list) {
  return {list, actor.id, is_hidden(session, list)};
}

}  // namespace

std::vector<std::string> permissions_of(db::Session& session, const auth::Actor& reader, WorklistId list) {
  require_visible(session, reader, list);
  std::vector<std::string> out;
  if (can_edit(session, reader, list)) out.emplace_back(edit_worklist);
  if (has_move(session, reader, list)) out.emplace_back(move_items);
  return out;
}

std::string add_permission(db::Transaction& tx, const auth::Actor& actor, WorklistId list,
                           const PermissionInput& wanted, Time now) {
  require_editable(tx, actor, list);
  if (wanted.codename != edit_worklist && wanted.codename != move_items) {
    throw invalid("A worklist has the permissions edit_worklist and move_items, and no " + wanted.codename + ".");
  }
  if (permission_of(tx, list, wanted.codename)) {
    throw invalid("Database object 'Permission' with field value '" + wanted.codename +
                  "' already exists. Change it with PUT.");
  }
  create_permission(tx, actor, list, wanted.codename, wanted.users, now);
  return wanted.codename;
}

std::string change_permission(db::Transaction& tx, const auth::Actor& actor, WorklistId list,
                              const PermissionInput& wanted, Time now) {
  require_editable(tx, actor, list);
  const auto id = permission_of(tx, list, wanted.codename);
  if (!id) throw not_found("Permission with codename " + wanted.codename + " not found");
  const auto before = users_with(tx, *id);
  ::people::set_permitted_users(tx, *id, wanted.users);
  const auto after = users_with(tx, *id);
  const auto added = without(after, before), removed = without(before, after);
  if (!added.empty() || !removed.empty()) {
    const auto event = permissions_changed_event(about(tx, actor, list), {*id, wanted.codename}, added, removed);
    events::publish(tx, event, now);
  }
  return wanted.codename;
}

void create_permission(db::Transaction& tx, const auth::Actor& actor, WorklistId list, std::string_view codename,
                       const std::vector<UserId>& users, Time now) {
  const auto name = std::string(codename) + "_" + std::to_string(list.value);
  const auto id = ::people::insert_permission(tx, name, codename, now);
  ::people::set_permitted_users(tx, id, users);
  tx.run(insert, {list, id});
  if (!board_of(tx, list)) set_free(tx, list);
  events::publish(tx, permission_created_event(about(tx, actor, list), {id, codename}, users_with(tx, id)), now);
}

std::span<const db::Query> people_queries() { return all_queries; }

}  // namespace worklist
