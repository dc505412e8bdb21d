#pragma once

#include <string_view>

#include "db/query.h"
#include "people/user.h"

namespace people {

// The columns of a user in every query that answers users, where users is named u, and how they become one.
inline constexpr std::string_view user_columns =
    "u.full_name, u.openid, u.email, u.is_superuser, u.last_login, u.enable_login, u.id, u.created_at, u.updated_at";

inline User user_from(const db::Row& row) {
  return {row.get<std::optional<std::string>>(0),
          row.get<std::optional<std::string>>(1),
          row.get<std::optional<std::string>>(2),
          row.get<bool>(3),
          row.get<std::optional<Time>>(4),
          row.get<bool>(5),
          row.get<UserId>(6),
          row.get<std::optional<Time>>(7),
          row.get<std::optional<Time>>(8)};
}

}  // namespace people
