#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "base/id.h"
#include "db/session.h"

using UserId = Id<struct UserTag>;

namespace auth {

// Who asks. A guest has no id.
struct Actor {
  UserId id = {};
  bool superuser = false;

  bool guest() const { return !id; }
};

// The owner of a token that is known, unexpired and whose owner may log in; nothing otherwise.
using Authenticate = std::function<std::optional<Actor>(db::Session&, std::string_view token, Time now)>;

}  // namespace auth
