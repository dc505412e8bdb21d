#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "auth/actor.h"
#include "db/session.h"
#include "listing/list.h"
#include "people/access_token.h"

namespace people {

// A token as the command line lists it: never the secret itself.
struct Token {
  TokenId id;
  UserId user;
  std::optional<Time> created_at;
  Time expires_at;
};

// Who the token speaks for: nothing if it is unknown or expired, or if its owner may not log in.
std::optional<auth::Actor> authenticate(db::Session& session, std::string_view token, Time now);

// Which of these hashes of tokens (auth/token.h) still speak for somebody, and for whom. For requests that last.
std::vector<std::pair<std::string, auth::Actor>> still_good(db::Session& session, std::span<const std::string> hashes,
                                                            Time now);

// A token that is taken is Error(conflict).
TokenId insert_token(db::Transaction& tx, UserId user, std::string_view token, Seconds lifetime, Time now);
// Stores expires_in, from which follows when it expires.
void update_lifetime(db::Transaction& tx, const AccessToken& token);

std::vector<Token> list_tokens(db::Session& session);
listing::Page<AccessToken> list_tokens_of(db::Session& session, UserId user, const listing::Marked& paging,
                                          listing::Bound bound);
std::optional<AccessToken> find_token(db::Session& session, TokenId id);

// Both with the refresh tokens that go with them. The first says whether there was such a token.
bool delete_token(db::Transaction& tx, TokenId id);
void delete_tokens_of(db::Transaction& tx, UserId user);

std::span<const db::Query> token_queries();

}  // namespace people
