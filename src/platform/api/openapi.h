#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/route.h"

namespace api {

// The OpenAPI 3.1 document of the routes, under /api/v1, one line for each member so that a change reads well as a
// difference.
std::string openapi(const std::vector<Route>& routes, std::string_view version);

}  // namespace api
