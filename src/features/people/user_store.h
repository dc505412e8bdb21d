#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "db/session.h"
#include "listing/list.h"
#include "people/user.h"

namespace people {

std::optional<User> find_user(db::Session& session, UserId id);
std::optional<User> find_user_by_email(db::Session& session, std::string_view email);
std::optional<User> find_user_by_openid(db::Session& session, std::string_view openid);

// The name to show for a person; nothing if there is no such person.
std::optional<std::string> full_name_of(db::Session& session, UserId id);

// Inserts a user; a second one with the same e-mail address is Error(invalid).
User insert_user(db::Transaction& tx, const User& user);
User update_user(db::Transaction& tx, const User& user);

// Users as `reader` may know them (see users.h).
listing::Page<User> list_users(db::Session& session, const UserFilter& filter, const auth::Actor& reader,
                               listing::Bound bound);

std::span<const db::Query> user_queries();

}  // namespace people
