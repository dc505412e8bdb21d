#include "api/call.h"

#include <stdexcept>

#include "api/query_reader.h"

namespace api {

const std::string& Address::text(std::string_view part) const {
  for (const auto& [name, value] : parts) {
    if (name == part) return value;
  }
  throw std::logic_error("the route has no part {" + std::string(part) + "}");
}

std::int64_t Address::number(std::string_view part) const {
  const auto& text = this->text(part);
  std::int64_t number = 0;
  json::Problems problems;
  read_parameter(std::string(part) + "_id", text, problems, number);
  problems.raise();
  return number;
}

std::vector<std::string> Address::all(std::string_view name) const {
  std::vector<std::string> out;
  for (const auto& [key, value] : query) {
    if (key == name) out.push_back(value);
  }
  return out;
}

}  // namespace api
