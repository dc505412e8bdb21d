#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "json/fields.h"
#include "json/problems.h"
#include "json/read.h"

namespace api {

using QueryPairs = std::vector<std::pair<std::string, std::string>>;

// "a=1&b=x+y" -> {{"a","1"},{"b","x y"}}. Throws FormError for malformed percent escapes, bytes that are not UTF-8,
// and NUL.
QueryPairs parse_query(std::string_view query);

// The values of one kind as the v1 API reads them; what does not fit is told to `problems`.
void read_parameter(const std::string& name, const std::string& text, json::Problems& problems, std::int64_t& out);
void read_parameter(const std::string& name, const std::string& text, json::Problems& problems, Time& out);
inline void read_parameter(const std::string&, const std::string& text, json::Problems&, std::string& out) {
  out = text;
}
// Any text but the empty one is true, "false" and "0" too: clients rely on it.
inline void read_parameter(const std::string&, const std::string& text, json::Problems&, bool& out) {
  out = !text.empty();
}
template <class Tag>
void read_parameter(const std::string& name, const std::string& text, json::Problems& problems, Id<Tag>& out) {
  read_parameter(name, text, problems, out.value);
}
template <class T>
void read_parameter(const std::string& name, const std::string& text, json::Problems& problems, std::optional<T>& out) {
  if constexpr (!std::is_same_v<T, std::string> && !std::is_same_v<T, bool>) {
    if (text.empty()) return;
  }
  read_parameter(name, text, problems, out.emplace());
}
template <class T>
void read_parameter(const std::string& name, const std::string& text, json::Problems& problems, std::vector<T>& out) {
  read_parameter(name, text, problems, out.emplace_back());
}

// The query as a T by its field list. Unknown parameters are problems; of a repeated one that is no list, the last
// counts.
template <json::Described T>
T read_query(const QueryPairs& pairs) {
  T out;
  json::Problems problems;
  for (const auto& [name, text] : pairs) {
    bool known = false;
    json::each_field<T>([&](const auto& one) {
      if (one.name != name) return;
      known = true;
      read_parameter(name, text, problems, out.*one.member);
    });
    if (!known) problems.argument(name, "Unknown argument: \"" + name + "\"");
  }
  problems.raise();
  return out;
}

// For routes that take no parameters, or only `known` ones.
void refuse_parameters(const QueryPairs& pairs, const std::vector<std::string_view>& known = {});

}  // namespace api
