#include "db/argument_rules.h"

#include <cstring>
#include <stdexcept>
#include <string>

#include "base/error.h"

namespace db {

void require_count(const Query& query, std::size_t wanted, std::size_t given) {
  if (wanted == given) return;
  throw std::logic_error(std::string(query.name) + ": takes " + std::to_string(wanted) + " arguments, was given " +
                         std::to_string(given));
}

void require_storable(const Query& query, std::span<const Argument> arguments) {
  for (const auto& argument : arguments) {
    const auto* text = std::get_if<std::string_view>(&argument.value());
    if (text == nullptr || text->empty() || std::memchr(text->data(), 0, text->size()) == nullptr) continue;
    throw invalid(std::string(query.name) + ": a text can't contain a NUL character");
  }
}

}  // namespace db
