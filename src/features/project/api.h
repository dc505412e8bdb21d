#pragma once

#include <vector>

#include "api/route.h"

namespace project {
std::vector<api::Route> routes();
}  // namespace project
