#include "base/error.h"
#include "people/permissions.h"
#include "people/team_row.h"
#include "people/user_row.h"

namespace people {
namespace {

constexpr db::Query insert{"people.insert_permission", R"sql(
  insert into permissions (created_at, name, codename)
  values ($1, $2, $3)
  returning id
)sql"};

constexpr db::Query remove{"people.delete_permission", "delete from permissions where id = $1"};

constexpr db::Query clear_users{"people.clear_permitted_users",
                                "delete from user_permissions where permission_id = $1"};

constexpr db::Query clear_teams{"people.clear_permitted_teams",
                                "delete from team_permissions where permission_id = $1"};

constexpr db::Query add_user{"people.permit_user", R"sql(
  insert into user_permissions (permission_id, user_id)
  values ($1, $2)
  on conflict do nothing
)sql"};

constexpr db::Query add_team{"people.permit_team", R"sql(
  insert into team_permissions (permission_id, team_id)
  values ($1, $2)
  on conflict do nothing
)sql"};

constexpr db::Query users_of{"people.permitted_users", R"sql(
  select u.full_name, u.openid, u.email, u.is_superuser, u.last_login, u.enable_login, u.id, u.created_at,
         u.updated_at
    from user_permissions p
    join users u on u.id = p.user_id
   where p.permission_id = $1
   order by u.id
)sql"};

constexpr db::Query teams_of{"people.permitted_teams", R"sql(
  select t.name, t.id, t.created_at, t.updated_at
    from team_permissions p
    join teams t on t.id = p.team_id
   where p.permission_id = $1
   order by t.id
)sql"};

constexpr db::Query all_queries[] = {insert, remove, clear_users, clear_teams, add_user, add_team, users_of, teams_of};

template <class Add>
void refusing_unknown(const std::string& what, Add add) {
  try {
    add();
  } catch (const db::ConstraintError& error) {
    if (error.kind() != db::ConstraintError::Kind::foreign_key) throw;
    throw not_found(what + " not found");
  }
}

}  // namespace

PermissionId insert_permission(db::Transaction& tx, std::string_view name, std::string_view codename, Time now) {
  return tx.value<PermissionId>(insert, {now, name, codename});
}

void delete_permission(db::Transaction& tx, PermissionId id) {
  tx.run(clear_users, {id});
  tx.run(clear_teams, {id});
  tx.run(remove, {id});
}

void set_permitted_users(db::Transaction& tx, PermissionId id, const std::vector<UserId>& users) {
  tx.run(clear_users, {id});
  for (const auto user : users) {
    refusing_unknown("User " + std::to_string(user.value), [&] { tx.run(add_user, {id, user}); });
  }
}

void set_permitted_teams(db::Transaction& tx, PermissionId id, const std::vector<TeamId>& teams) {
  tx.run(clear_teams, {id});
  for (const auto team : teams) {
    refusing_unknown("Team " + std::to_string(team.value), [&] { tx.run(add_team, {id, team}); });
  }
}

std::vector<User> permitted_users(db::Session& session, PermissionId id) {
  return session.all(users_of, {id}, user_from);
}

std::vector<Team> permitted_teams(db::Session& session, PermissionId id) {
  return session.all(teams_of, {id}, team_from);
}

std::span<const db::Query> permission_queries() { return all_queries; }

}  // namespace people
