#include "people/teams.h"

#include "base/error.h"
#include "base/text.h"
#include "people/team_store.h"
#include "people/user_store.h"
#include "people/users.h"

namespace people {
namespace {

std::string number(std::int64_t value) { return std::to_string(value); }

Team team_or_not_found(db::Session& session, TeamId id) {
  auto team = find_team(session, id);
  if (!team) throw not_found("Team " + number(id.value) + " not found");
  return *std::move(team);
}

User user_or_not_found(db::Session& session, UserId id) {
  auto user = find_user(session, id);
  if (!user) throw not_found("User " + number(id.value) + " not found");
  return *std::move(user);
}

}  // namespace

Team read_team(db::Session& session, const std::string& id_or_name) {
  if (const auto id = parse_integer(id_or_name)) return team_or_not_found(session, TeamId{*id});
  auto team = find_team_by_name(session, id_or_name);
  if (!team) throw not_found("Team " + id_or_name + " not found");
  return *std::move(team);
}

Team change_team(db::Transaction& tx, TeamId id, const TeamChange& change, Time now) {
  team_or_not_found(tx, id);
  update_team(tx, id, change, now);
  return team_or_not_found(tx, id);
}

void remove_team(db::Transaction& tx, TeamId id) {
  team_or_not_found(tx, id);
  delete_team(tx, id);
}

std::vector<User> members_of(db::Session& session, const auth::Actor& reader, TeamId id) {
  team_or_not_found(session, id);
  auto members = list_members(session, id);
  for (auto& one : members) one = shown_to(reader, std::move(one));
  return members;
}

User add_member(db::Transaction& tx, const auth::Actor& actor, TeamId team, UserId user) {
  team_or_not_found(tx, team);
  auto found = user_or_not_found(tx, user);
  if (!insert_member(tx, team, user)) {
    throw invalid("The User " + number(user.value) + " is already in Team " + number(team.value));
  }
  return shown_to(actor, std::move(found));
}

void remove_member(db::Transaction& tx, TeamId team, UserId user) {
  team_or_not_found(tx, team);
  user_or_not_found(tx, user);
  if (!delete_member(tx, team, user)) {
    throw invalid("The User " + number(user.value) + " is not in Team " + number(team.value));
  }
}

}  // namespace people
