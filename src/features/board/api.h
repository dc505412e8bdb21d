#pragma once

#include <vector>

#include "api/route.h"

namespace board {

// Of boards and, since they are shown in boards and lists, of due dates.
std::vector<api::Route> routes();

namespace detail {
std::vector<api::Route> board_routes();
std::vector<api::Route> due_date_routes();
}  // namespace detail

}  // namespace board
