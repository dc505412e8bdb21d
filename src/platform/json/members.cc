#include "json/members.h"

#include <algorithm>
#include <cstddef>

namespace json {
namespace {

// The place behind the text that begins with the quote at `from`.
std::size_t behind_text(std::string_view json, std::size_t from) {
  for (auto quote = json.find('"', from + 1); quote != std::string_view::npos; quote = json.find('"', quote + 1)) {
    std::size_t escapes = 0;
    while (json[quote - 1 - escapes] == '\\') ++escapes;
    if (escapes % 2 == 0) return quote + 1;
  }
  return json.size();
}

// The place of the ',' or '}' that ends the value which begins at `from`.
std::size_t behind_value(std::string_view json, std::size_t from) {
  for (std::size_t i = from, depth = 0; i < json.size();) {
    const char c = json[i];
    if (c == '"') {
      i = behind_text(json, i);
      continue;
    }
    if (depth == 0 && (c == ',' || c == '}')) return i;
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
    ++i;
  }
  return json.size();
}

}  // namespace

void each_member_text(std::string_view object,
                      const std::function<void(std::string_view name, std::string_view value)>& visit) {
  for (std::size_t i = 1; i < object.size() && object[i] == '"';) {
    const auto name_end = behind_text(object, i);
    const auto value = name_end + 1;
    const auto end = behind_value(object, value);
    visit(object.substr(i + 1, name_end - i - 2), object.substr(std::min(value, end), end - std::min(value, end)));
    i = end + 1;
  }
}

}  // namespace json
