#include "replay/replays.h"

#include <algorithm>

#include "replay/seal.h"

namespace replay {
namespace {

constexpr std::size_t longest_key = 255;

// Changes no row where there is an answer that still counts. On PostgreSQL it waits for another transaction that has
// just put one there.
constexpr db::Query take{"replay.take", R"sql(
  insert into replays (user_id, key_hash, request_hash, expires_at)
  values ($1, $2, $3, $4)
  on conflict (user_id, key_hash) do update
     set request_hash = excluded.request_hash, answer = null, expires_at = excluded.expires_at
   where replays.expires_at <= $5
)sql"};

constexpr db::Query find{"replay.find", R"sql(
  select request_hash, answer
    from replays
   where user_id = $1 and key_hash = $2
)sql"};

constexpr db::Query fill{"replay.fill", R"sql(
  update replays
     set answer = $3
   where user_id = $1 and key_hash = $2
)sql"};

// A few with each new one: more than come, so that they end; and few enough to cost next to nothing.
constexpr db::Query forget{"replay.forget", R"sql(
  delete from replays
   where (user_id, key_hash) in (select user_id, key_hash
                                   from replays
                                  where expires_at <= $1
                                  order by expires_at
                                  limit 8)
)sql"};

constexpr db::Query all_queries[] = {take, find, fill, forget};

struct Kept {
  std::string request_hash;
  std::string answer;
};

}  // namespace

KeyReused::KeyReused()
    : Error(Fault::conflict,
            "This Idempotency-Key came with another request within the last 24 hours: take a new key.") {}

void check_key(std::string_view key) {
  const bool visible = std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c < '\x7F'; });
  if (!key.empty() && key.size() <= longest_key && visible) return;
  throw invalid("An Idempotency-Key is 1 to 255 visible ASCII characters.");
}

Claim make_claim(UserId user, std::string_view key, std::string_view what) {
  const auto whose = std::to_string(user.value);
  return {user, to_hex(derive(key, "key", whose)), to_hex(derive(key, "request", what)),
          derive(key, "answer " + whose, what)};
}

std::optional<std::string> begin(db::Transaction& tx, const Claim& claim, Time now) {
  forget_expired(tx, now);
  if (tx.run(take, {claim.user, claim.key_hash, claim.request_hash, now + kept, now}) > 0) return std::nullopt;
  const auto found = tx.maybe(find, {claim.user, claim.key_hash}, [](const db::Row& row) {
    return Kept{row.get<std::string>(0), row.get<std::string>(1)};
  });
  if (!found) throw Error(Fault::busy, "The first request with this Idempotency-Key has just ended: try again.");
  if (found->request_hash != claim.request_hash) throw KeyReused();
  return unseal(claim.secret, found->answer);
}

void keep(db::Transaction& tx, const Claim& claim, std::string_view answer) {
  tx.run(fill, {claim.user, claim.key_hash, seal(claim.secret, answer)});
}

void forget_expired(db::Transaction& tx, Time now) { tx.run(forget, {now}); }

std::span<const db::Query> queries() { return all_queries; }

}  // namespace replay
