#pragma once

#include <span>

#include "db/migration.h"

namespace events {
std::span<const db::Migration> schema();
}  // namespace events
