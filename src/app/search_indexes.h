#pragma once

#include "fulltext/index.h"

namespace app {

// The full-text indexes of all features.
fulltext::Indexes search_indexes();

}  // namespace app
