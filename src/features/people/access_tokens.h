#pragma once

#include "db/session.h"
#include "listing/list.h"
#include "people/access_token.h"

// The tokens of one user, for that user and superusers: everybody else gets Error(forbidden), whoever the user is. A
// token of somebody else is not found at this user's address.
namespace people {

listing::Page<AccessToken> tokens_of(db::Session& session, const auth::Actor& reader, UserId user,
                                     const listing::Marked& paging, listing::Bound bound);
AccessToken read_token(db::Session& session, const auth::Actor& reader, UserId user, TokenId id);

// The only answer that tells the secret. One that is taken is Error(conflict).
AccessToken add_token(db::Transaction& tx, const auth::Actor& actor, UserId user, const NewAccessToken& token,
                      Time now);
AccessToken change_token(db::Transaction& tx, const auth::Actor& actor, UserId user, TokenId id,
                         const AccessTokenChange& change, Time now);

// Each with the refresh token that goes with it.
void remove_token(db::Transaction& tx, const auth::Actor& actor, UserId user, TokenId id);
void remove_all_tokens(db::Transaction& tx, const auth::Actor& actor, UserId user);

}  // namespace people
