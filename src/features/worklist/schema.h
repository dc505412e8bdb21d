#pragma once

#include <span>

#include "db/migration.h"

namespace worklist {
std::span<const db::Migration> schema();
}  // namespace worklist
