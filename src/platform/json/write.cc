#include "json/write.h"

#include <array>
#include <charconv>
#include <cstring>

#include "base/text.h"

namespace json {
namespace {

constexpr std::uint64_t ones = 0x0101010101010101U;
constexpr std::uint64_t tops = 0x8080808080808080U;

constexpr std::uint64_t has_zero(std::uint64_t word) { return (word - ones) & ~word & tops; }

// Whether any of eight bytes must be looked at: a control character, a quote, a backslash or a non-ASCII byte.
bool special(const char* at) {
  std::uint64_t word;
  std::memcpy(&word, at, sizeof word);
  const auto control = (word - ones * 0x20) & ~word & tops;
  return ((word & tops) | control | has_zero(word ^ (ones * '"')) | has_zero(word ^ (ones * '\\'))) != 0;
}

// The start of the first byte from `i` on that cannot be copied as it is.
std::size_t plain_until(std::string_view text, std::size_t i) {
  while (i + 8 <= text.size() && !special(text.data() + i)) i += 8;
  while (i < text.size()) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x20 || byte == '"' || byte == '\\' || byte >= 0x80) break;
    ++i;
  }
  return i;
}

void append_control(std::string& out, char c) {
  constexpr std::string_view hex = "0123456789abcdef";
  switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default:
      out += "\\u00";
      out += hex[static_cast<unsigned char>(c) >> 4];
      out += hex[static_cast<unsigned char>(c) & 15];
  }
}

}  // namespace

void append_text(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t i = 0; i < text.size();) {
    const auto end = plain_until(text, i);
    out.append(text, i, end - i);
    i = end;
    if (i == text.size()) break;
    if (static_cast<unsigned char>(text[i]) < 0x80) {
      append_control(out, text[i++]);
    } else if (const auto length = utf8_sequence(text, i)) {
      out.append(text, i, length);
      i += length;
    } else {
      out += "\xEF\xBF\xBD";
      ++i;
    }
  }
  out += '"';
}

void append_integer(std::string& out, std::int64_t number) {
  std::array<char, 20> digits;
  const auto [end, problem] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  out.append(digits.data(), end);
}

}  // namespace json
