#pragma once

#include <string>
#include <string_view>

#include "api/route.h"

namespace api {

// An answer as text, to be given again later.
std::string to_text(const Answer& answer);
Answer from_text(std::string_view text);

}  // namespace api
