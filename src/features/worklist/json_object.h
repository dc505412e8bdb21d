#pragma once

#include <string>
#include <string_view>

#include "json/write.h"

namespace worklist {

// One JSON object, member by member, spaced as event_info always was.
class JsonObject {
 public:
  template <class T>
  JsonObject& add(std::string_view name, const T& value) {
    return add_json(name, json::to_text(value));
  }
  JsonObject& add_json(std::string_view name, const std::string& value) {
    text_ += text_.empty() ? "{" : ", ";
    json::append_text(text_, name);
    text_.append(": ").append(value);
    return *this;
  }
  std::string done() const { return text_.empty() ? "{}" : text_ + "}"; }

 private:
  std::string text_;
};

}  // namespace worklist
