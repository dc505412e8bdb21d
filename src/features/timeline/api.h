#pragma once

#include <vector>

#include "api/route.h"

namespace timeline {
std::vector<api::Route> routes();
}  // namespace timeline
