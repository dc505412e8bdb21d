#pragma once

#include <string_view>
#include <vector>

#include "transfer/import.h"
#include "transfer/tables.h"

namespace app {

// The tables of the reference: those of our features, and those that are known and wait for theirs.
transfer::Tables storyboard_tables();

// Ours that migrations fill.
std::vector<std::string_view> seeded_tables();

// How their rows are brought in: with all that follows from them.
transfer::ImportPlan storyboard_import(transfer::Mode mode);

}  // namespace app
