#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace json {

// Gathers all that is wrong with an input, so that its sender learns everything at once.
class Problems {
 public:
  // A limit of the type's field list is broken.
  void schema(std::string_view field, std::string message);
  // The value is not of the kind that the field takes, in the v1 API's words:
  // "Invalid input for field/attribute limit. Value: 'abc'. unable to convert to int".
  void value(std::string_view field, const std::string& repr, const std::string& why);
  // Anything else about an argument.
  void argument(std::string_view field, std::string message);

  // Throws FormError if there is a problem; schema problems come first, as the v1 API checks them first.
  void raise() const;

 private:
  std::vector<Problem> schema_;
  std::vector<Problem> argument_;
};

}  // namespace json
