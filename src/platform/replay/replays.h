#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "auth/actor.h"
#include "base/error.h"
#include "db/session.h"

// One effect for a request that comes more than once, by the key that its sender gave it (Idempotency-Key).
namespace replay {

constexpr Seconds kept{24 * 3'600};

// The key came with another request before.
class KeyReused : public Error {
 public:
  KeyReused();
};

// Throws Error(invalid) unless it is 1 to 255 visible ASCII characters.
void check_key(std::string_view key);

// A request that may come again, known by what follows from its key. Made before the writer's turn, on the thread of
// the request: hashing a long body takes a while.
struct Claim {
  UserId user;
  std::string key_hash;
  std::string request_hash;
  std::string secret;  // which its answer is sealed with
};

// `what`: all that makes it this request and no other.
Claim make_claim(UserId user, std::string_view key, std::string_view what);

// The answer that this request got before; nothing if it is the first, which is then on record, and it is the
// caller's to do and to keep() in the same transaction. A second one that comes meanwhile, also through another
// server, waits for the end of this transaction. Throws KeyReused if the key came with another request.
std::optional<std::string> begin(db::Transaction& tx, const Claim& claim, Time now);
void keep(db::Transaction& tx, const Claim& claim, std::string_view answer);

// Forgets some answers that are past their time; each begin() does.
void forget_expired(db::Transaction& tx, Time now);

inline constexpr std::string_view table = "replays";

std::span<const db::Query> queries();

}  // namespace replay
