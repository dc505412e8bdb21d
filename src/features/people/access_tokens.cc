#include "people/access_tokens.h"

#include <algorithm>
#include <limits>

#include "auth/token.h"
#include "base/error.h"
#include "people/token_store.h"
#include "people/user_store.h"

namespace people {
namespace {

constexpr std::size_t shortest_secret = 8;
constexpr std::int64_t longest_life = std::numeric_limits<std::int32_t>::max();  // as long as the v1 API counts

std::string number(std::int64_t value) { return std::to_string(value); }

// Nobody else learns even whether there is such a user.
void require_own(db::Session& session, const auth::Actor& actor, UserId user) {
  if (actor.id == user) return;
  if (!actor.superuser) throw forbidden("You are not allowed to use the access tokens of this user.");
  if (!find_user(session, user)) throw not_found("User " + number(user.value) + " not found");
}

AccessToken token_or_not_found(db::Session& session, UserId user, TokenId id) {
  auto token = find_token(session, id);
  if (!token || token->user_id != user) throw not_found("Token " + number(id.value) + " not found.");
  return *std::move(token);
}

void check_lifetime(std::int64_t seconds) {
  if (seconds >= 1 && seconds <= longest_life) return;
  throw invalid("expires_in is " + number(seconds) + ": a token lasts from 1 to " + number(longest_life) + " seconds.");
}

// A secret that no request could carry would be of no use, and a short one is soon guessed.
void check_secret(const std::string& secret) {
  const bool visible = std::all_of(secret.begin(), secret.end(), [](char c) { return c > ' ' && c < '\x7f'; });
  if (!visible) throw invalid("access_token must be of visible ASCII characters, without blanks.");
  if (secret.size() < shortest_secret) {
    throw invalid("access_token must have at least " + number(shortest_secret) + " characters.");
  }
}

}  // namespace

listing::Page<AccessToken> tokens_of(db::Session& session, const auth::Actor& reader, UserId user,
                                     const listing::Marked& paging, listing::Bound bound) {
  require_own(session, reader, user);
  return list_tokens_of(session, user, paging, bound);
}

AccessToken read_token(db::Session& session, const auth::Actor& reader, UserId user, TokenId id) {
  require_own(session, reader, user);
  return token_or_not_found(session, user, id);
}

AccessToken add_token(db::Transaction& tx, const auth::Actor& actor, UserId user, const NewAccessToken& wanted,
                      Time now) {
  require_own(tx, actor, user);
  if (wanted.user_id && *wanted.user_id != user) throw forbidden("The token must belong to the user in the address.");
  check_lifetime(wanted.expires_in);
  auto secret = wanted.access_token.value_or("");
  if (secret.empty()) {
    secret = auth::make_token();
  } else {
    check_secret(secret);
  }
  const auto id = insert_token(tx, user, secret, Seconds{wanted.expires_in}, now);
  return {user, std::move(secret), wanted.expires_in, {}, id, now, std::nullopt};
}

AccessToken change_token(db::Transaction& tx, const auth::Actor& actor, UserId user, TokenId id,
                         const AccessTokenChange& change, Time now) {
  require_own(tx, actor, user);
  auto token = token_or_not_found(tx, user, id);
  if (!change.expires_in) return token;
  check_lifetime(*change.expires_in);
  token.expires_in = *change.expires_in;
  token.updated_at = now;
  update_lifetime(tx, token);
  return token;
}

void remove_token(db::Transaction& tx, const auth::Actor& actor, UserId user, TokenId id) {
  require_own(tx, actor, user);
  token_or_not_found(tx, user, id);
  delete_token(tx, id);
}

void remove_all_tokens(db::Transaction& tx, const auth::Actor& actor, UserId user) {
  require_own(tx, actor, user);
  delete_tokens_of(tx, user);
}

}  // namespace people
