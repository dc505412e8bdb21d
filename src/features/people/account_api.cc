#include "people/account_api.h"

#include "people/access_tokens.h"
#include "people/preferences.h"

namespace people {
namespace {

using api::Access;
using api::Read;
using api::Write;

UserId user_in(const api::Call& call) { return call.address.id<UserId>("user"); }

TokenId token_in(const api::Call& call) { return call.address.id<TokenId>("token"); }

listing::Page<AccessToken> get_tokens(const Read& call, const listing::Marked& paging) {
  return tokens_of(call.db, call.actor, user_in(call), paging, call.bound);
}

AccessToken get_token(const Read& call) { return read_token(call.db, call.actor, user_in(call), token_in(call)); }

AccessToken post_token(const Write& call, const NewAccessToken& token) {
  return add_token(call.tx, call.actor, user_in(call), token, call.now);
}

AccessToken put_token(const Write& call, const AccessTokenChange& change) {
  return change_token(call.tx, call.actor, user_in(call), token_in(call), change, call.now);
}

void delete_token_route(const Write& call) { remove_token(call.tx, call.actor, user_in(call), token_in(call)); }

void delete_tokens(const Write& call) { remove_all_tokens(call.tx, call.actor, user_in(call)); }

// Preferences have the names that people give them, so no type can list them: their routes are made by hand.
constexpr std::string_view object_of_values = R"({"type":"object","additionalProperties":)"
                                              R"({"type":["string","boolean","number"]}})";
constexpr std::string_view object_of_changes =
    R"({"type":"object","additionalProperties":{"type":["string","boolean","number","null"],"maxLength":255}})";

api::Route get_preferences() {
  auto route = api::signed_in(api::get(
      "/users/{user}/preferences", "read_preferences", "What you prefer, by name.",
      [](const Read& call) { return json::Raw{to_json(read_preferences(call.db, call.actor, user_in(call)))}; }));
  route.answer_schema = [](json::Schemas&) { return std::string(object_of_values); };
  return route;
}

api::Route post_preferences() {
  api::Route route{"POST", "/users/{user}/preferences", "change_preferences",
                   "Set some of your preferences; null forgets one. Answers all.", Access::authenticated};
  route.takes_body = true;
  route.body_schema = [](json::Schemas&) { return std::string(object_of_changes); };
  route.answer_schema = [](json::Schemas&) { return std::string(object_of_values); };
  route.write = [](const api::Address& address, std::string_view body) {
    api::refuse_parameters(address.query);
    return [change = read_change_of_preferences(body)](const Write& call) {
      return api::Answer{200, to_json(change_preferences(call.tx, call.actor, user_in(call), change, call.now))};
    };
  };
  return route;
}

}  // namespace

std::vector<api::Route> account_routes() {
  constexpr auto people = Access::authenticated;
  return {
      api::signed_in(
          api::get("/users/{user}/tokens", "list_tokens", "Your access tokens, without their secrets.", get_tokens)),
      api::signed_in(api::get("/users/{user}/tokens/{token}", "read_token", "One of your access tokens.", get_token)),
      api::post("/users/{user}/tokens", "create_token", "Make an access token; only this answer tells its secret.",
                people, post_token),
      api::put("/users/{user}/tokens/{token}", "change_token", "Change how long an access token lasts.", people,
               put_token),
      api::del("/users/{user}/tokens/delete_all", "delete_all_tokens", "End all of your access tokens.", people,
               delete_tokens),
      api::del("/users/{user}/tokens/{token}", "delete_token", "End an access token.", people, delete_token_route),
      get_preferences(),
      post_preferences(),
  };
}

}  // namespace people
