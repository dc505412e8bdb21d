#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "auth/actor.h"
#include "db/session.h"

namespace stream {

// Who listens, by the token he came with. Streams of one token share it.
struct Caller {
  UserId id = {};
  std::string token_hash = {};
  std::atomic<bool> gone = false;  // the token has expired or was revoked, or its owner may not log in any more
};

// Whose tokens have to be asked about again. One thread at a time.
class Callers {
 public:
  // Null for a guest.
  std::shared_ptr<Caller> find(const auth::Actor& actor, std::string_view token);

  // Forgets those that no stream holds any more.
  std::vector<std::shared_ptr<Caller>> present();

 private:
  std::map<std::string, std::weak_ptr<Caller>> callers_;  // by the token's hash
};

// Marks those that are gone; says whether there are any.
bool look_for_gone(db::Session& session, const std::vector<std::shared_ptr<Caller>>& callers, Time now);

}  // namespace stream
