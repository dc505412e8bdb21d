#pragma once

#include "db/query.h"
#include "people/team.h"

namespace people {

// From the columns t.name, t.id, t.created_at, t.updated_at, where teams is named t.
inline Team team_from(const db::Row& row) {
  return {row.get<std::string>(0), row.get<TeamId>(1), row.get<std::optional<Time>>(2),
          row.get<std::optional<Time>>(3)};
}

}  // namespace people
