#pragma once

#include <memory>
#include <string>

#include "db/database.h"

namespace db {

std::unique_ptr<Database> open_postgresql(const std::string& url);

}  // namespace db
