#pragma once

#include <span>

#include "fulltext/index.h"

namespace people {

// The full name alone: an index that held addresses would tell whose they are.
extern const fulltext::Index user_texts;

std::span<const db::Query> text_queries();

}  // namespace people
