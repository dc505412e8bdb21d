#pragma once

#include <vector>

#include "api/route.h"

namespace stream {

class Hub;

// Without a hub the routes can be described, but not asked.
std::vector<api::Route> routes(Hub* hub);

}  // namespace stream
