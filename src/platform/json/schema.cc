#include "json/schema.h"

namespace json::detail {

std::string type_schema(std::string_view type, const Limits& limits, std::string_view about, std::string_view more) {
  std::string out = "{\"type\":";
  append_text(out, type);
  if (!about.empty()) {
    out += ",\"description\":";
    append_text(out, about);
  }
  if (limits.min > 0) out += ",\"minLength\":" + std::to_string(limits.min);
  if (limits.max != Limits{}.max) out += ",\"maxLength\":" + std::to_string(limits.max);
  if (limits.pattern == Pattern::name) {
    out += ",\"pattern\":";
    append_text(out, name_pattern);
  }
  if (!more.empty()) out.append(",").append(more);
  return out + "}";
}

std::string nullable(const std::string& schema) {
  // {"type":"x",… becomes {"type":["x","null"],…; a reference or an enum needs anyOf.
  constexpr std::string_view start = "{\"type\":\"";
  const bool simple = schema.starts_with(start) && schema.find("\"enum\":") == std::string::npos;
  if (!simple) return R"({"anyOf":[)" + schema + R"(,{"type":"null"}]})";
  const auto end = schema.find('"', start.size());
  const auto type = schema.substr(start.size(), end - start.size());
  return "{\"type\":[\"" + type + "\",\"null\"]" + schema.substr(end + 1);
}

std::string name_list(const std::vector<std::string_view>& names) {
  std::string out = "[";
  for (const auto name : names) {
    if (out.size() > 1) out += ',';
    append_text(out, name);
  }
  return out + "]";
}

}  // namespace json::detail
