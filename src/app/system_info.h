#pragma once

#include <vector>

#include "api/route.h"

namespace app {

// Clients ask this to learn whether their token is still good.
std::vector<api::Route> system_info_routes();

}  // namespace app
