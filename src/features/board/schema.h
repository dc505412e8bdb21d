#pragma once

#include <span>

#include "db/migration.h"

namespace board {
std::span<const db::Migration> schema();
}  // namespace board
