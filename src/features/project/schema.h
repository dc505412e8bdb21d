#pragma once

#include <span>

#include "db/migration.h"

namespace project {
std::span<const db::Migration> schema();
}  // namespace project
