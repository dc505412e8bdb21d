#pragma once

#include <vector>

#include "api/route.h"

namespace worklist {

std::vector<api::Route> routes();

namespace detail {
std::vector<api::Route> item_routes();
std::vector<api::Route> filter_routes();
}  // namespace detail

}  // namespace worklist
