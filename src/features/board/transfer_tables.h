#pragma once

#include <span>

#include "transfer/table.h"

namespace board {
// How the reference's tables become ours, for import and export.
std::span<const transfer::Table> transfer_tables();
}  // namespace board
