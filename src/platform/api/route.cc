#include "api/route.h"

namespace api {

Route signed_in(Route route) {
  route.access = Access::authenticated;
  return route;
}

namespace detail {

bool is_blank(std::string_view body) { return body.find_first_not_of(" \t\r\n") == std::string_view::npos; }

void add_page_headers(Answer& answer, std::int64_t total, const std::optional<std::int64_t>& limit,
                      const std::optional<std::int64_t>& marker, const std::optional<std::int64_t>& offset,
                      bool always_limit) {
  const auto add = [&](const char* name, const std::optional<std::int64_t>& value) {
    if (value) answer.headers.emplace_back(name, std::to_string(*value));
  };
  add("X-Total", total);
  add("X-Limit", limit);
  if (always_limit && !limit) answer.headers.emplace_back("X-Limit", "None");
  add("X-Marker", marker);
  add("X-Offset", offset);
}

}  // namespace detail
}  // namespace api
