#pragma once

#include "db/session.h"
#include "people/user.h"

namespace people {

// What `reader` may know of a user: e-mail address and OpenID are only for themselves and superusers, the dates only
// for themselves.
User shown_to(const auth::Actor& reader, User user);

// Throws Error(not_found) where there is none.
User read_user(db::Session& session, const auth::Actor& reader, UserId id);

User add_user(db::Transaction& tx, const NewUser& user, Time now);

// People change themselves, superusers anybody; what only superusers may change is silently left alone for others.
User change_user(db::Transaction& tx, const auth::Actor& actor, UserId id, const UserChange& change, Time now);

}  // namespace people
