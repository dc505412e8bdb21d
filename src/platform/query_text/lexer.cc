#include "query_text/lexer.h"

#include <algorithm>

namespace query_text {
namespace {

constexpr std::string_view blanks = " \t\r\n\f\v";
constexpr std::string_view ends_word = " \t\r\n\f\v()\"";
constexpr std::string_view ends_value = " \t\r\n\f\v()\",";

bool is_key_letter(char c) { return (c >= 'a' && c <= 'z') || c == '_' || (c >= 'A' && c <= 'Z'); }

std::string lower(std::string_view text) {
  std::string out(text);
  for (auto& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

std::size_t until(std::string_view text, std::string_view end) {
  return std::min(text.find_first_of(end), text.size());
}

}  // namespace

SyntaxError::SyntaxError(Position at, const std::string& expected)
    : std::runtime_error("at position " + std::to_string(at) + ": " + expected), at_(at) {}

void Lexer::advance(std::size_t bytes) {
  for (const char c : rest_.substr(0, bytes)) {
    if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) ++at_;
  }
  rest_.remove_prefix(bytes);
}

void Lexer::skip_blanks() { advance(std::min(rest_.find_first_not_of(blanks), rest_.size())); }

// "text", from the first quote on.
std::string Lexer::quoted() {
  const auto begin = at_;
  std::string out;
  std::size_t i = 1;
  for (; i < rest_.size() && rest_[i] != '"'; ++i) {
    const bool escapes = rest_[i] == '\\' && i + 1 < rest_.size() && (rest_[i + 1] == '"' || rest_[i + 1] == '\\');
    if (escapes) ++i;
    out += rest_[i];
  }
  if (i >= rest_.size()) throw SyntaxError(begin, "this quote is never closed: expected another \"");
  advance(i + 1);
  return out;
}

bool Lexer::at_key() const {
  const auto end = rest_.find_first_of(":" + std::string(ends_word));
  if (end == 0 || end == std::string_view::npos || rest_[end] != ':') return false;
  return std::all_of(rest_.begin(), rest_.begin() + static_cast<std::ptrdiff_t>(end), is_key_letter);
}

Token Lexer::next() {
  skip_blanks();
  Token token{Token::Kind::end, at_};
  if (rest_.empty()) return token;
  const auto sign = [&](Token::Kind kind) {
    token.kind = kind;
    advance(1);
    return token;
  };
  if (rest_.front() == '(') return sign(Token::Kind::open);
  if (rest_.front() == ')') return sign(Token::Kind::close);
  if (rest_.front() == '-') return sign(Token::Kind::minus);
  if (rest_.front() == '"') {
    token.kind = Token::Kind::phrase;
    token.text = quoted();
    return token;
  }
  const bool key = at_key();
  const auto end = key ? rest_.find(':') : until(rest_, ends_word);
  token.text = rest_.substr(0, end);
  token.kind = key ? Token::Kind::key : token.text == "OR" ? Token::Kind::either : Token::Kind::word;
  if (key) token.text = lower(token.text);
  advance(key ? end + 1 : end);
  return token;
}

Comparison Lexer::comparison() {
  const auto take = [&](std::string_view sign, Comparison meaning) {
    advance(sign.size());
    return meaning;
  };
  if (rest_.starts_with(">=")) return take(">=", Comparison::greater_or_equal);
  if (rest_.starts_with("<=")) return take("<=", Comparison::less_or_equal);
  if (rest_.starts_with(">")) return take(">", Comparison::greater);
  if (rest_.starts_with("<")) return take("<", Comparison::less);
  return Comparison::equal;
}

Value Lexer::value(const std::string& key) {
  Value value{{}, false, at_};
  if (rest_.starts_with('"')) {
    value.quoted = true;
    value.text = quoted();
    return value;
  }
  const auto end = until(rest_, ends_value);
  if (end == 0) throw SyntaxError(at_, "expected a value of " + key + ": here, without a blank before it");
  value.text = rest_.substr(0, end);
  advance(end);
  return value;
}

bool Lexer::comma() {
  if (!rest_.starts_with(',')) return false;
  advance(1);
  return true;
}

}  // namespace query_text
