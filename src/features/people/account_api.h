#pragma once

#include <vector>

#include "api/route.h"

namespace people {
// What belongs to one account: access tokens and preferences.
std::vector<api::Route> account_routes();
}  // namespace people
