#pragma once

#include <string_view>

#include "db/query.h"
#include "worklist/worklist.h"

namespace worklist {

// A list as a row of these columns.
inline constexpr std::string_view worklist_columns =
    "w.title, w.creator_id, w.project_id, w.private, w.archived, w.automatic, w.id, w.created_at, w.updated_at";

inline Worklist worklist_from(const db::Row& row) {
  Worklist list;
  list.title = row.get<std::optional<std::string>>(0);
  list.creator_id = row.get<std::optional<UserId>>(1);
  list.project_id = row.get<std::optional<ProjectId>>(2);
  list.is_private = row.get<bool>(3);
  list.archived = row.get<bool>(4);
  list.automatic = row.get<bool>(5);
  list.id = row.get<WorklistId>(6);
  list.created_at = row.get<std::optional<Time>>(7);
  list.updated_at = row.get<std::optional<Time>>(8);
  return list;
}

}  // namespace worklist
