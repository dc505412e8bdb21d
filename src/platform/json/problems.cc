#include "json/problems.h"

#include <utility>

namespace json {

void Problems::schema(std::string_view field, std::string message) {
  schema_.push_back({std::string(field), std::move(message)});
}

void Problems::value(std::string_view field, const std::string& repr, const std::string& why) {
  argument(field, "Invalid input for field/attribute " + std::string(field) + ". Value: " + repr + ". " + why);
}

void Problems::argument(std::string_view field, std::string message) {
  argument_.push_back({std::string(field), std::move(message)});
}

void Problems::raise() const {
  if (schema_.empty() && argument_.empty()) return;
  auto all = schema_;
  all.insert(all.end(), argument_.begin(), argument_.end());
  throw FormError(schema_.empty() ? FormError::Kind::argument : FormError::Kind::schema, std::move(all));
}

}  // namespace json
