#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace count {

// What an explanation is made of: the shape of JSON, so that every method can tell its own story as data.
class Value {
 public:
  using List = std::vector<Value>;
  using Object = std::vector<std::pair<std::string, Value>>;  // in the order in which it is told

  Value() = default;
  Value(bool value) : is_(value) {}
  Value(int value) : is_(std::int64_t{value}) {}
  Value(std::int64_t value) : is_(value) {}
  Value(std::uint64_t value) : is_(static_cast<std::int64_t>(value)) {}
  Value(double value) : is_(value) {}
  Value(const char* value) : is_(std::string(value)) {}
  Value(std::string value) : is_(std::move(value)) {}
  Value(List value) : is_(std::move(value)) {}
  Value(Object value) : is_(std::move(value)) {}

  const auto& is() const { return is_; }
  bool empty() const { return std::holds_alternative<std::monostate>(is_); }

  // Makes it an object if it is nothing yet.
  Value& set(std::string name, Value value);
  // Makes it a list if it is nothing yet.
  Value& add(Value value);
  // Of an object; nothing if it has no such member.
  const Value* find(const std::string& name) const;

 private:
  std::variant<std::monostate, bool, std::int64_t, double, std::string, List, Object> is_;
};

}  // namespace count
