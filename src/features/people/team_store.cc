#include "people/team_store.h"

#include <array>

#include "base/error.h"
#include "people/team_row.h"
#include "people/user_row.h"

namespace people {
namespace {

constexpr std::string_view columns = "t.name, t.id, t.created_at, t.updated_at";

constexpr db::Query find_by_id{"people.find_team", R"sql(
  select t.name, t.id, t.created_at, t.updated_at from teams t where t.id = $1
)sql"};

constexpr db::Query find_by_name{"people.find_team_by_name", R"sql(
  select t.name, t.id, t.created_at, t.updated_at from teams t where t.name = $1
)sql"};

constexpr db::Query insert{"people.insert_team", R"sql(
  insert into teams (name, description, created_at)
  values ($1, $2, $3)
  returning id
)sql"};

constexpr db::Query rename{"people.rename_team", "update teams set name = $2, updated_at = $3 where id = $1"};

constexpr db::Query describe{"people.describe_team", R"sql(
  update teams set description = $2, updated_at = $3 where id = $1
)sql"};

constexpr db::Query remove{"people.delete_team", R"sql(
  delete from teams where id = $1 and not exists (select 1 from team_membership m where m.team_id = $1)
)sql"};

constexpr db::Query remove_permissions{"people.delete_team_permissions",
                                       "delete from team_permissions where team_id = $1"};

constexpr db::Query members{"people.list_members", R"sql(
  select u.full_name, u.openid, u.email, u.is_superuser, u.last_login, u.enable_login, u.id, u.created_at,
         u.updated_at
    from team_membership m
    join users u on u.id = m.user_id
   where m.team_id = $1
   order by u.id
)sql"};

constexpr db::Query add_member{"people.insert_member", R"sql(
  insert into team_membership (team_id, user_id)
  values ($1, $2)
  on conflict do nothing
)sql"};

constexpr db::Query remove_member{"people.delete_member",
                                  "delete from team_membership where team_id = $1 and user_id = $2"};

constexpr db::Query all_queries[] = {find_by_id, find_by_name,       insert,  rename,     describe,
                                     remove,     remove_permissions, members, add_member, remove_member};

constexpr auto sorts = std::to_array<listing::SortColumn>(
    {{"id", "t.id", false}, {"name", "t.name", false}, {"created_at", "t.created_at"}, {"updated_at", "t.updated_at"}});

constexpr listing::Source source{"people.list_teams", columns, "teams t", "t.id", sorts};

template <class Change>
auto refusing_taken_name(const std::string& name, Change change) {
  try {
    return change();
  } catch (const db::ConstraintError& error) {
    if (error.kind() != db::ConstraintError::Kind::unique) throw;
    throw invalid("Database object 'Team' with field value '" + name + "' already exists.");
  }
}

}  // namespace

std::optional<Team> find_team(db::Session& session, TeamId id) { return session.maybe(find_by_id, {id}, team_from); }

std::optional<Team> find_team_by_name(db::Session& session, std::string_view name) {
  return session.maybe(find_by_name, {name}, team_from);
}

listing::Page<Team> list_teams(db::Session& session, const TeamFilter& filter, listing::Bound bound) {
  listing::List list(session.engine(), source);
  list.contains("t.name", filter.name);
  list.contains("t.description", filter.description);
  return listing::page_of(session, list, filter, bound, list.count(session),
                          [](db::Session& now, listing::List& rows) { return rows.next(now, team_from); });
}

Team insert_team(db::Transaction& tx, const NewTeam& team, Time now) {
  const auto id = refusing_taken_name(team.name, [&] {
    return tx.value<TeamId>(insert, {team.name, team.description, now});
  });
  return {team.name, id, now, std::nullopt};
}

void update_team(db::Transaction& tx, TeamId id, const TeamChange& change, Time now) {
  if (change.name) refusing_taken_name(*change.name, [&] { return tx.run(rename, {id, *change.name, now}); });
  if (change.description) tx.run(describe, {id, *change.description, now});
}

void delete_team(db::Transaction& tx, TeamId id) {
  tx.run(remove_permissions, {id});
  if (tx.run(remove, {id}) == 0) throw invalid("Team must be empty.");
}

std::vector<User> list_members(db::Session& session, TeamId id) { return session.all(members, {id}, user_from); }

bool insert_member(db::Transaction& tx, TeamId team, UserId user) { return tx.run(add_member, {team, user}) > 0; }

bool delete_member(db::Transaction& tx, TeamId team, UserId user) { return tx.run(remove_member, {team, user}) > 0; }

std::span<const db::Query> team_queries() { return all_queries; }

}  // namespace people
