#pragma once

#include <span>
#include <string_view>

#include "db/session.h"

namespace subscription {

// Our tables that imported rows say nothing of: emptied with the others.
std::span<const std::string_view> derived_tables();

// After rows came in by an import: finds out which story each told event is about, for that says who may see it, and
// drops what belongs to something that is gone. The reference leaves such rows behind.
void link_imported(db::Transaction& tx);

std::span<const db::Query> link_queries();

}  // namespace subscription
