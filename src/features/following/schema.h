#pragma once

#include <span>

#include "db/migration.h"

namespace following {
std::span<const db::Migration> schema();
}  // namespace following
