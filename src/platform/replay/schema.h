#pragma once

#include <span>

#include "db/migration.h"

namespace replay {
std::span<const db::Migration> schema();
}  // namespace replay
