#pragma once

#include <memory>
#include <string>

#include "db/database.h"
#include "db/sqlite_connection.h"

namespace db {

std::unique_ptr<Database> open_sqlite(const std::string& path, const SqliteSettings& settings = {});

}  // namespace db
