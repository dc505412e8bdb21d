#include "db/sqlite_like.h"

#include <locale.h>
#include <sqlite3.h>
#include <wctype.h>

#include <stdexcept>

namespace db {
namespace {

// Debian always has C.UTF-8; without it only a-z are folded.
locale_t unicode() {
  static const locale_t locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  return locale;
}

char32_t folded(char32_t c) {
  if (c < 0x80) return c >= U'A' && c <= U'Z' ? c + 32 : c;
  return unicode() == nullptr ? c : static_cast<char32_t>(towlower_l(static_cast<wint_t>(c), unicode()));
}

// Takes the first character off the text. Malformed bytes count as one character each.
char32_t take(std::string_view& text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto lead = byte(0);
  const std::size_t length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (length == 1 || length > text.size()) {
    text.remove_prefix(1);
    return lead;
  }
  char32_t c = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) c = (c << 6) | (byte(i) & 0x3FU);
  text.remove_prefix(length);
  return c;
}

std::string_view text_of(sqlite3_value* value) {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_value_text(value));
  return {bytes == nullptr ? "" : bytes, static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

// SQL: like(pattern, text).
void like(sqlite3_context* context, int, sqlite3_value** values) {
  if (sqlite3_value_type(values[0]) == SQLITE_NULL || sqlite3_value_type(values[1]) == SQLITE_NULL) return;
  sqlite3_result_int(context, is_like(text_of(values[1]), text_of(values[0])) ? 1 : 0);
}

}  // namespace

// Goes back to the last % only: what an earlier one took can never have to be longer.
bool is_like(std::string_view text, std::string_view pattern) {
  std::string_view retry_text, retry_pattern;
  bool can_retry = false;
  while (!text.empty() || !pattern.empty()) {
    if (!pattern.empty() && pattern.front() == '%') {
      pattern.remove_prefix(1);
      if (pattern.empty()) return true;
      retry_text = text;
      retry_pattern = pattern;
      can_retry = true;
      continue;
    }
    if (!text.empty() && !pattern.empty()) {
      auto rest = pattern;
      const auto wanted = take(rest);
      if (wanted == U'_' || folded(wanted) == folded(take(text))) {
        if (wanted == U'_') take(text);
        pattern = rest;
        continue;
      }
    }
    if (!can_retry || retry_text.empty()) return false;
    take(retry_text);
    text = retry_text;
    pattern = retry_pattern;
  }
  return true;
}

void register_like(sqlite3* connection) {
  constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
  if (sqlite3_create_function(connection, "like", 2, flags, nullptr, like, nullptr, nullptr) != SQLITE_OK) {
    throw std::runtime_error("SQLite takes no LIKE of ours");
  }
}

}  // namespace db
