#include "stream/callers.h"

#include "auth/token.h"
#include "people/token_store.h"

namespace stream {

std::shared_ptr<Caller> Callers::find(const auth::Actor& actor, std::string_view token) {
  if (actor.guest()) return nullptr;
  auto hash = auth::token_hash(token);
  auto& known = callers_[hash];
  if (auto caller = known.lock(); caller && caller->id == actor.id && !caller->gone) return caller;
  auto caller = std::make_shared<Caller>();
  caller->id = actor.id;
  caller->token_hash = std::move(hash);
  known = caller;
  return caller;
}

std::vector<std::shared_ptr<Caller>> Callers::present() {
  std::vector<std::shared_ptr<Caller>> present;
  for (auto one = callers_.begin(); one != callers_.end();) {
    auto caller = one->second.lock();
    one = caller ? std::next(one) : callers_.erase(one);
    if (caller) present.push_back(std::move(caller));
  }
  return present;
}

bool look_for_gone(db::Session& session, const std::vector<std::shared_ptr<Caller>>& callers, Time now) {
  std::vector<std::string> hashes;
  for (const auto& caller : callers) hashes.push_back(caller->token_hash);
  std::map<std::string, UserId> good;
  for (auto& [hash, actor] : people::still_good(session, hashes, now)) good.emplace(std::move(hash), actor.id);
  bool any = false;
  for (const auto& caller : callers) {
    const auto found = good.find(caller->token_hash);
    if (found != good.end() && found->second == caller->id) continue;
    caller->gone = true;
    any = true;
  }
  return any;
}

}  // namespace stream
