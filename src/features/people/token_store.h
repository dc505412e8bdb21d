#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "auth/actor.h"
#include "db/session.h"

using TokenId = Id<struct TokenTag>;

namespace people {

// A token as the database knows it: never the secret itself.
struct Token {
  TokenId id;
  UserId user;
  std::optional<Time> created_at;
  Time expires_at;
};

// Who the token speaks for: nothing if it is unknown or expired, or if its owner may not log in.
std::optional<auth::Actor> authenticate(db::Session& session, std::string_view token, Time now);

TokenId insert_token(db::Transaction& tx, UserId user, std::string_view token, Seconds lifetime, Time now);
std::vector<Token> list_tokens(db::Session& session);
// Says whether there was such a token.
bool delete_token(db::Transaction& tx, TokenId id);

std::span<const db::Query> token_queries();

}  // namespace people
