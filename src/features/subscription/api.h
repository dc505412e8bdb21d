#pragma once

#include <vector>

#include "api/route.h"

namespace subscription {
std::vector<api::Route> routes();
}  // namespace subscription
