#pragma once

#include <span>

#include "db/migration.h"

namespace due_date {
std::span<const db::Migration> schema();
}  // namespace due_date
