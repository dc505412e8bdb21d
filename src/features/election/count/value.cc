#include "count/value.h"

namespace count {

Value& Value::set(std::string name, Value value) {
  if (empty()) is_ = Object{};
  std::get<Object>(is_).emplace_back(std::move(name), std::move(value));
  return *this;
}

Value& Value::add(Value value) {
  if (empty()) is_ = List{};
  std::get<List>(is_).push_back(std::move(value));
  return *this;
}

const Value* Value::find(const std::string& name) const {
  if (const auto* members = std::get_if<Object>(&is_)) {
    for (const auto& [its_name, value] : *members) {
      if (its_name == name) return &value;
    }
  }
  return nullptr;
}

}  // namespace count
