#pragma once

#include <string>
#include <string_view>

#include "query_text/query_text.h"

namespace query_text {

struct Token {
  enum class Kind { end, open, close, minus, either, word, phrase, key, comma };

  Kind kind = Kind::end;
  Position at = 1;
  std::string text = {};
};

// One token after the other. `key` is a name with its colon; behind it the parser asks for a comparison and values,
// which are cut by commas.
class Lexer {
 public:
  explicit Lexer(std::string_view text) : rest_(text) {}

  Token next();
  // Right behind a key: what is compared how, and each value.
  Comparison comparison();
  Value value(const std::string& key);
  bool comma();

 private:
  void skip_blanks();
  void advance(std::size_t bytes);
  std::string quoted();
  bool at_key() const;

  std::string_view rest_;
  Position at_ = 1;
};

}  // namespace query_text
