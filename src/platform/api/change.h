#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/pairs.h"
#include "api/precondition.h"
#include "api/route.h"
#include "auth/actor.h"
#include "http/message.h"
#include "replay/replays.h"

namespace api {

// One request that changes something, with its headers and body read and found good: what the writer runs. Around the
// feature's handler it holds to If-Match and If-None-Match, and answers a POST that comes again (Idempotency-Key) as
// it was answered before. Runs any number of times; lives no longer than the request.
class Change {
 public:
  // How an answer that reads is tagged.
  using TagOf = std::function<std::string(const Answer&)>;

  // Throws Error(invalid) for what can be seen to be wrong before the data is looked at.
  Change(const std::vector<Route>& routes, const Route& route, const http::Request& request, const Address& address,
         const auth::Actor& actor);
  Change(const Change&) = delete;
  Change& operator=(const Change&) = delete;

  Answer run(const Write& call, const TagOf& tag_of, const FieldsByKind& changeable) const;

 private:
  Answer run_guarded(const Write& call, const TagOf& tag_of, const FieldsByKind& changeable) const;
  std::optional<Answer> read(const Write& call) const;
  void add_new_tag(const Write& call, const TagOf& tag_of, Answer& answer) const;

  const Route& route_;
  const http::Request& request_;
  const PreconditionTexts texts_;
  const Preconditions preconditions_;
  const Route* reader_ = nullptr;       // of what is changed; only looked for where there are preconditions
  std::optional<replay::Claim> claim_;  // of a POST with a key
  std::function<Answer(const Write&)> handle_;
};

}  // namespace api
