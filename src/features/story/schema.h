#pragma once

#include <span>

#include "db/migration.h"

namespace story {
std::span<const db::Migration> schema();
}  // namespace story
