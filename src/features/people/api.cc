#include "people/api.h"

#include "base/error.h"
#include "people/account_api.h"
#include "people/team_store.h"
#include "people/teams.h"
#include "people/user_search.h"
#include "people/user_store.h"
#include "people/users.h"

namespace people {
namespace {

using api::Access;
using api::Read;
using api::Write;

listing::Page<User> get_users(const Read& call, const UserFilter& filter) {
  return list_users(call.db, filter, call.actor, call.bound);
}

std::vector<User> find_users(const Read& call, const UserSearch& search) {
  return search_users(call.db, search, call.actor, call.bound);
}

User get_user(const Read& call) { return read_user(call.db, call.actor, call.address.id<UserId>("user")); }

User get_self(const Read& call) { return read_user(call.db, call.actor, call.actor.id); }

User post_user(const Write& call, const NewUser& user) {
  return shown_to(call.actor, add_user(call.tx, user, call.now));
}

User put_user(const Write& call, const UserChange& change) {
  return change_user(call.tx, call.actor, call.address.id<UserId>("user"), change, call.now);
}

listing::Page<Team> get_teams(const Read& call, const TeamFilter& filter) {
  return list_teams(call.db, filter, call.bound);
}

Team get_team(const Read& call) { return read_team(call.db, call.address.text("team")); }

Team post_team(const Write& call, const NewTeam& team) { return insert_team(call.tx, team, call.now); }

// Wherever a team stands in an address, it may stand by its name.
TeamId team_in(const Read& call) { return read_team(call.db, call.address.text("team")).id; }
TeamId team_in(const Write& call) { return read_team(call.tx, call.address.text("team")).id; }

UserId user_in(const Member& member) {
  if (!member.user_id) throw invalid("Say who: user_id is missing.");
  return member.user_id;
}

Team put_team(const Write& call, const TeamChange& change) {
  return change_team(call.tx, team_in(call), change, call.now);
}

void delete_team_route(const Write& call) { remove_team(call.tx, team_in(call)); }

std::vector<User> get_members(const Read& call) { return members_of(call.db, call.actor, team_in(call)); }

User put_member(const Write& call) {
  return add_member(call.tx, call.actor, team_in(call), call.address.id<UserId>("user"));
}

User put_named_member(const Write& call, const Member& member) {
  return add_member(call.tx, call.actor, team_in(call), user_in(member));
}

void delete_member_route(const Write& call) { remove_member(call.tx, team_in(call), call.address.id<UserId>("user")); }

void delete_named_member(const Write& call, const Member& member) {
  remove_member(call.tx, team_in(call), user_in(member));
}

}  // namespace

std::vector<api::Route> routes() {
  std::vector<api::Route> all = {
      api::get("/users", "list_users", "Everybody with an account.", get_users),
      api::get("/users/search", "search_users", "People by the words of their names.", find_users),
      api::get("/users/{user}", "read_user", "One person.", get_user),
      api::signed_in(api::get("/users/self", "read_self", "The person whose token this is.", get_self)),
      api::post("/users", "create_user", "Make an account.", Access::superuser, post_user),
      api::put("/users/{user}", "change_user", "Change an account.", Access::authenticated, put_user),

      api::get("/teams", "list_teams", "All teams.", get_teams),
      api::get("/teams/{team+}", "read_team", "One team, by number or name.", get_team),
      api::post("/teams", "create_team", "Make a team.", Access::superuser, post_team),
      api::put("/teams/{team+}", "change_team", "Change a team.", Access::superuser, put_team),
      api::del("/teams/{team+}", "delete_team", "Delete an empty team.", Access::superuser, delete_team_route),
      api::get("/teams/{team+}/users", "list_members", "The members of a team.", get_members),
      api::put("/teams/{team+}/users/{user}", "add_member", "Put somebody into a team.", Access::superuser, put_member),
      api::put("/teams/{team+}/users", "add_named_member", "The same, with the member in the query or body.",
               Access::superuser, put_named_member),
      api::del("/teams/{team+}/users/{user}", "remove_member", "Take somebody out of a team.", Access::superuser,
               delete_member_route),
      api::del("/teams/{team+}/users", "remove_named_member", "The same, with the member in the query or body.",
               Access::superuser, delete_named_member),
  };
  for (auto& one : account_routes()) all.push_back(std::move(one));
  return all;
}

}  // namespace people
