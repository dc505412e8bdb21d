#include "api/negotiate.h"

#include <algorithm>

#include "base/text.h"

namespace api {
namespace {

std::string_view first_part(std::string_view text, char end) {
  text = text.substr(0, text.find(end));
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool refused_by_quality(std::string_view range) {
  for (const auto& parameter : split_list(range, ';')) {
    const auto lower = to_lower_ascii(parameter);
    if (lower.starts_with("q=") && lower.find_first_not_of("0.", 2) == std::string::npos) return true;
  }
  return false;
}

// `all` is the range of types that `wanted` belongs to: "application/*".
bool accepts(std::string_view accept, std::string_view wanted, std::string_view all) {
  if (accept.empty()) return true;
  const auto ranges = split_list(accept);
  return std::any_of(ranges.begin(), ranges.end(), [&](const std::string& range) {
    const auto type = to_lower_ascii(first_part(range, ';'));
    return (type == "*/*" || type == all || type == wanted) && !refused_by_quality(range);
  });
}

}  // namespace

bool accepts_json(std::string_view accept) { return accepts(accept, "application/json", "application/*"); }

bool accepts_events(std::string_view accept) { return accepts(accept, "text/event-stream", "text/*"); }

bool is_json(std::string_view content_type) {
  return equal_ignoring_case(first_part(content_type, ';'), "application/json");
}

bool is_listed(const std::vector<std::string>& origins, std::string_view origin) {
  return !origin.empty() && std::find(origins.begin(), origins.end(), origin) != origins.end();
}

}  // namespace api
