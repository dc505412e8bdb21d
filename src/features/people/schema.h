#pragma once

#include <span>

#include "db/migration.h"

namespace people {
std::span<const db::Migration> schema();
}  // namespace people
