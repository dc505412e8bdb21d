#pragma once

#include <vector>

#include "auth/actor.h"
#include "db/session.h"
#include "listing/list.h"
#include "people/user.h"

namespace people {

struct UserSearch : listing::Paging {
  std::optional<std::string> q = {};

  static constexpr auto fields() {
    using json::field;
    return std::tuple_cat(std::tuple{field("q", &UserSearch::q,
                                           "Words of the name; or a whole e-mail address, which finds only oneself, "
                                           "for superusers anyone.")},
                          Paging::fields());
  }
};

// Who is meant by a number or a name: those of exactly this name (case and accents do not matter), else those whose
// name holds it.
std::vector<UserId> users_called(db::Session& session, std::string_view text);

// The best first, as `reader` may know them.
std::vector<User> search_users(db::Session& session, const UserSearch& search, const auth::Actor& reader,
                               listing::Bound bound);

}  // namespace people
