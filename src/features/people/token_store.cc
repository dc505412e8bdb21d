#include "people/token_store.h"

#include <algorithm>
#include <array>

#include "auth/token.h"
#include "base/error.h"

namespace people {
namespace {

constexpr db::Query find_actor{"people.authenticate", R"sql(
  select u.id, u.is_superuser
    from access_tokens t
    join users u on u.id = t.user_id
   where t.token_hash = $1 and t.expires_at > $2 and u.enable_login = 1
)sql"};

// As many at once; what is left over is empty, which no hash is.
constexpr std::size_t hashes_at_once = 32;
constexpr db::Query find_good{"people.still_good", R"sql(
  select t.token_hash, u.id, u.is_superuser
    from access_tokens t
    join users u on u.id = t.user_id
   where t.expires_at > $33 and u.enable_login = 1
     and t.token_hash in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
                          $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32)
)sql"};

constexpr db::Query insert{"people.insert_token", R"sql(
  insert into access_tokens (created_at, user_id, token_hash, expires_in, expires_at)
  values ($1, $2, $3, $4, $5)
  returning id
)sql"};

constexpr db::Query update{"people.update_lifetime", R"sql(
  update access_tokens
     set expires_in = $2, expires_at = $3, updated_at = $4
   where id = $1
)sql"};

constexpr db::Query list{"people.list_tokens", R"sql(
  select id, user_id, created_at, expires_at
    from access_tokens
   order by id
)sql"};

constexpr db::Query find{"people.find_token", R"sql(
  select t.user_id, t.expires_in, t.id, t.created_at, t.updated_at, r.user_id, r.expires_in, r.id, r.created_at,
         r.updated_at
    from access_tokens t
    left join refresh_tokens r
      on r.id = (select max(x.id) from refresh_tokens x where x.access_token_id = t.id)
   where t.id = $1
)sql"};

constexpr db::Query remove_refresh{"people.delete_refresh_token",
                                   "delete from refresh_tokens where access_token_id = $1"};
constexpr db::Query remove{"people.delete_token", "delete from access_tokens where id = $1"};

constexpr db::Query remove_refresh_of_user{"people.delete_refresh_tokens_of", R"sql(
  delete from refresh_tokens where access_token_id in (select t.id from access_tokens t where t.user_id = $1)
)sql"};
constexpr db::Query remove_of_user{"people.delete_tokens_of", "delete from access_tokens where user_id = $1"};

constexpr db::Query all_queries[] = {
    find_actor, find_good, insert, update, list, find, remove_refresh, remove, remove_refresh_of_user, remove_of_user};

constexpr auto sorts = std::to_array<listing::SortColumn>({{"id", "t.id", false},
                                                           {"created_at", "t.created_at"},
                                                           {"updated_at", "t.updated_at"},
                                                           {"user_id", "t.user_id", false},
                                                           {"expires_in", "t.expires_in", false},
                                                           {"expires_at", "t.expires_at", false}});

constexpr listing::Source source{
    "people.list_tokens_of",
    "t.user_id, t.expires_in, t.id, t.created_at, t.updated_at, r.user_id, r.expires_in, r.id, r.created_at, "
    "r.updated_at",
    "access_tokens t left join refresh_tokens r on r.id = (select max(x.id) from refresh_tokens x where "
    "x.access_token_id = t.id)",
    "t.id", sorts};

AccessToken token_from(const db::Row& row) {
  using Moment = std::optional<Time>;
  AccessToken token{row.get<UserId>(0),  std::nullopt,       row.integer(1),    {},
                    row.get<TokenId>(2), row.get<Moment>(3), row.get<Moment>(4)};
  if (!row.is_null(7)) {
    token.refresh_token.value = RefreshToken{row.get<UserId>(5),         std::nullopt,       row.integer(6),
                                             row.get<RefreshTokenId>(7), row.get<Moment>(8), row.get<Moment>(9)};
  }
  return token;
}

}  // namespace

std::optional<auth::Actor> authenticate(db::Session& session, std::string_view token, Time now) {
  return session.maybe(find_actor, {auth::token_hash(token), now}, [](const db::Row& row) {
    return auth::Actor{row.get<UserId>(0), row.get<bool>(1)};
  });
}

std::vector<std::pair<std::string, auth::Actor>> still_good(db::Session& session, std::span<const std::string> hashes,
                                                            Time now) {
  std::vector<std::pair<std::string, auth::Actor>> good;
  while (!hashes.empty()) {
    const auto some = hashes.first(std::min(hashes.size(), hashes_at_once));
    std::vector<db::Argument> arguments(some.begin(), some.end());
    arguments.resize(hashes_at_once, std::string_view());
    arguments.emplace_back(now);
    session.each(find_good, arguments, [&](const db::Row& row) {
      good.emplace_back(row.get<std::string>(0), auth::Actor{row.get<UserId>(1), row.get<bool>(2)});
    });
    hashes = hashes.subspan(some.size());
  }
  return good;
}

TokenId insert_token(db::Transaction& tx, UserId user, std::string_view token, Seconds lifetime, Time now) {
  try {
    return tx.value<TokenId>(insert, {now, user, auth::token_hash(token), lifetime.count, now + lifetime});
  } catch (const db::ConstraintError& error) {
    if (error.kind() != db::ConstraintError::Kind::unique) throw;
    throw conflict("There is such an access token already: choose another, or let the server choose.");
  }
}

void update_lifetime(db::Transaction& tx, const AccessToken& token) {
  const auto from = token.created_at ? *token.created_at : token.updated_at.value_or(Time{});
  tx.run(update, {token.id, token.expires_in, from + Seconds{token.expires_in}, token.updated_at});
}

std::vector<Token> list_tokens(db::Session& session) {
  return session.all(list, std::span<const db::Argument>(), [](const db::Row& row) {
    return Token{row.get<TokenId>(0), row.get<UserId>(1), row.get<std::optional<Time>>(2), row.get<Time>(3)};
  });
}

listing::Page<AccessToken> list_tokens_of(db::Session& session, UserId user, const listing::Marked& paging,
                                          listing::Bound bound) {
  listing::List list(session.engine(), source);
  list.visible("t.user_id = ?", {user});
  return listing::page_of(session, list, paging, bound, list.count(session),
                          [](db::Session& now, listing::List& rows) { return rows.next(now, token_from); });
}

std::optional<AccessToken> find_token(db::Session& session, TokenId id) {
  return session.maybe(find, {id}, token_from);
}

bool delete_token(db::Transaction& tx, TokenId id) {
  tx.run(remove_refresh, {id});
  return tx.run(remove, {id}) > 0;
}

void delete_tokens_of(db::Transaction& tx, UserId user) {
  tx.run(remove_refresh_of_user, {user});
  tx.run(remove_of_user, {user});
}

std::span<const db::Query> token_queries() { return all_queries; }

}  // namespace people
