#pragma once

#include <string_view>

struct sqlite3;

namespace db {

// LIKE without regard to case in any script, as on PostgreSQL (SQLite's own knows only a-z). % stands for any text, _
// for any one character; nothing escapes them.
bool is_like(std::string_view text, std::string_view pattern);

// Makes it the LIKE of a connection.
void register_like(sqlite3* connection);

}  // namespace db
