#pragma once

#include <vector>

#include "api/route.h"

namespace people {
std::vector<api::Route> routes();
}  // namespace people
