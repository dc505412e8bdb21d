#pragma once

#include <span>

#include "transfer/table.h"

namespace following {
// How the reference's tables become ours, for import and export.
std::span<const transfer::Table> transfer_tables();
}  // namespace following
