#pragma once

#include <span>

#include "db/migration.h"

namespace fulltext {
std::span<const db::Migration> schema();
}  // namespace fulltext
