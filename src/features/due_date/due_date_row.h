#pragma once

#include <string_view>

#include "db/query.h"
#include "due_date/due_date.h"

namespace due_date {

// The columns of a due date in every query that answers some, where due dates are named d; both forms have them.
inline constexpr std::string_view due_date_columns =
    "d.name, d.date, d.private, d.creator_id, d.id, d.created_at, d.updated_at";

template <class AnyDueDate>
AnyDueDate due_date_from(const db::Row& row) {
  AnyDueDate due_date;
  due_date.name = row.get<std::optional<std::string>>(0);
  due_date.date = row.get<std::optional<Time>>(1);
  due_date.is_private = row.get<bool>(2);
  due_date.creator_id = row.get<std::optional<UserId>>(3);
  due_date.id = row.get<DueDateId>(4);
  due_date.created_at = row.get<std::optional<Time>>(5);
  due_date.updated_at = row.get<std::optional<Time>>(6);
  return due_date;
}

}  // namespace due_date
