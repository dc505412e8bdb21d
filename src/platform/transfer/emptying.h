#pragma once

#include <span>
#include <string>
#include <string_view>

#include "db/session.h"

namespace transfer {

// Deletes all rows. `tables`: those that refer to others first; nothing else may refer to them.
void empty_tables(db::Transaction& tx, std::span<const std::string> tables);

// The same for a few rows, in tables that others may refer to, as long as no row does.
void delete_rows(db::Transaction& tx, std::span<const std::string> tables);

bool has_rows(db::Session& session, std::string_view table);
std::int64_t count_rows(db::Session& session, std::string_view table);

}  // namespace transfer
