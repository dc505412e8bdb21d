#pragma once

#include <span>
#include <string_view>

#include "db/session.h"

// What an import has to leave to this feature, besides story_index.h.
namespace story {

// Our tables whose rows follow from others.
std::span<const std::string_view> derived_tables();

// After rows came in: says to which story each comment belongs, which the reference knows from the events alone, and
// hides the events of private stories.
void link_imported(db::Transaction& tx);

std::span<const db::Query> link_queries();

}  // namespace story
