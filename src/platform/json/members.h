#pragma once

#include <functional>
#include <string_view>

namespace json {

// The members of an object as its JSON text has them, without parsing what they hold: {"a":[1, 2]} -> "a", "[1, 2]".
// Only for text that this program wrote: JSON without blanks outside of texts, and names without escapes.
void each_member_text(std::string_view object,
                      const std::function<void(std::string_view name, std::string_view value)>& visit);

}  // namespace json
