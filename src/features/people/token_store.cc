#include "people/token_store.h"

#include "auth/token.h"

namespace people {
namespace {

constexpr db::Query find_actor{"people.authenticate", R"sql(
  select u.id, u.is_superuser
    from access_tokens t
    join users u on u.id = t.user_id
   where t.token_hash = $1 and t.expires_at > $2 and u.enable_login = 1
)sql"};

constexpr db::Query insert{"people.insert_token", R"sql(
  insert into access_tokens (created_at, user_id, token_hash, expires_in, expires_at)
  values ($1, $2, $3, $4, $5)
  returning id
)sql"};

constexpr db::Query list{"people.list_tokens", R"sql(
  select id, user_id, created_at, expires_at
    from access_tokens
   order by id
)sql"};

constexpr db::Query remove{"people.delete_token", "delete from access_tokens where id = $1"};

constexpr db::Query all_queries[] = {find_actor, insert, list, remove};

}  // namespace

std::optional<auth::Actor> authenticate(db::Session& session, std::string_view token, Time now) {
  return session.maybe(find_actor, {auth::token_hash(token), now}, [](const db::Row& row) {
    return auth::Actor{row.get<UserId>(0), row.get<bool>(1)};
  });
}

TokenId insert_token(db::Transaction& tx, UserId user, std::string_view token, Seconds lifetime, Time now) {
  return tx.value<TokenId>(insert, {now, user, auth::token_hash(token), lifetime.count, now + lifetime});
}

std::vector<Token> list_tokens(db::Session& session) {
  return session.all(list, std::span<const db::Argument>(), [](const db::Row& row) {
    return Token{row.get<TokenId>(0), row.get<UserId>(1), row.get<std::optional<Time>>(2), row.get<Time>(3)};
  });
}

bool delete_token(db::Transaction& tx, TokenId id) { return tx.run(remove, {id}) > 0; }

std::span<const db::Query> token_queries() { return all_queries; }

}  // namespace people
