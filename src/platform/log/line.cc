#include "log/line.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <limits>

#include "base/text.h"

namespace logging {
namespace {

constexpr std::size_t longest_value = 2048;

std::uint8_t byte(char c) { return static_cast<std::uint8_t>(c); }

constexpr auto make_table(bool quoted) {
  std::array<bool, 256> safe{};
  for (std::size_t c = 0x20; c < 0x7F; ++c) safe[c] = c != '"' && c != '\\' && (quoted || (c != ' ' && c != '='));
  return safe;
}
constexpr auto safe_bare = make_table(false);   // needs no quotes in the text format
constexpr auto safe_quoted = make_table(true);  // needs no escape between quotes

bool all_safe(std::string_view text, const std::array<bool, 256>& safe) {
  return std::all_of(text.begin(), text.end(), [&](char c) { return safe[byte(c)]; });
}

// Characters that a terminal or a viewer may take for a new line or for an order: C1 controls, line and paragraph
// separators, changes of direction.
bool is_treacherous(std::uint32_t c) {
  return c < 0xA0 || c == 0x200E || c == 0x200F || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

struct Character {
  std::uint32_t code = 0;
  std::size_t length = 1;
};

// The character past ASCII that begins at `at`. The text is well-formed UTF-8.
Character read_character(std::string_view text, std::size_t at) {
  const auto lead = byte(text[at]);
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  std::uint32_t code = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) code = code << 6 | (byte(text[at + i]) & 0x3FU);
  return {code, length};
}

void append_code(std::string& out, std::uint32_t code) {
  char text[16];
  std::snprintf(text, sizeof text, "\\u%04x", static_cast<unsigned>(code));
  out += text;
}

void append_ascii(std::string& out, char c) {
  switch (c) {
    case '"': out += "\\\""; break;
    case '\\': out += "\\\\"; break;
    case '\n': out += "\\n"; break;
    case '\r': out += "\\r"; break;
    case '\t': out += "\\t"; break;
    default: safe_quoted[byte(c)] ? void(out += c) : append_code(out, byte(c));
  }
}

// Bytes that are no UTF-8 become U+FFFD, each.
void append_escaped(std::string& out, std::string_view text) {
  const bool well_formed = is_utf8(text);
  for (std::size_t i = 0; i < text.size();) {
    if (byte(text[i]) < 0x80) {
      append_ascii(out, text[i++]);
      continue;
    }
    const auto [code, length] = well_formed ? read_character(text, i) : Character{0xFFFD, 1};
    if (!well_formed || is_treacherous(code)) {
      append_code(out, code);
    } else {
      out.append(text, i, length);
    }
    i += length;
  }
}

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  if (all_safe(text, safe_quoted)) {
    out += text;
  } else {
    append_escaped(out, text);
  }
  out += '"';
}

std::string_view start_of(std::string_view text) {
  auto length = longest_value;
  while (length > longest_value - 4 && (byte(text[length]) & 0xC0) == 0x80) --length;  // not inside a character
  return text.substr(0, length);
}

void append_short(std::string& out, Format format, std::string_view text) {
  if (format == Format::text && !text.empty() && all_safe(text, safe_bare)) {
    out += text;
  } else {
    append_quoted(out, text);
  }
}

void append_text(std::string& out, Format format, std::string_view text) {
  if (text.size() <= longest_value) {
    append_short(out, format, text);
  } else {
    append_short(out, format, std::string(start_of(text)) + "...");
  }
}

template <class Number>
void append_number(std::string& out, Number number) {
  char digits[32];
  out.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}

void append_value(std::string& out, Format format, const Value& value) {
  if (const auto* text = std::get_if<std::string_view>(&value.kinds())) {
    append_text(out, format, *text);
  } else if (const auto* whole = std::get_if<std::int64_t>(&value.kinds())) {
    append_number(out, *whole);
  } else if (const auto* number = std::get_if<double>(&value.kinds())) {
    std::isfinite(*number) ? append_number(out, *number) : void(out += "null");  // JSON has no other word for it
  } else {
    out += std::get<bool>(value.kinds()) ? "true" : "false";
  }
}

// 2026-11-22T14:24:23.123Z. Each thread keeps the text of the second that it wrote last.
void append_time(std::string& out, Time time) {
  thread_local std::int64_t kept_second = std::numeric_limits<std::int64_t>::min();
  thread_local std::string kept_text;
  const auto second = time.micros / 1'000'000;
  if (second != kept_second) {
    kept_text.clear();
    append_iso(kept_text, {second * 1'000'000});
    kept_text.resize(std::string_view("2026-11-22T14:24:23").size());
    kept_second = second;
  }
  const auto millis = time.micros / 1000 % 1000;
  const auto digit = [](std::int64_t value) { return static_cast<char>('0' + value % 10); };
  const char rest[] = {'.', digit(millis / 100), digit(millis / 10), digit(millis), 'Z'};
  out.append(kept_text).append(rest, sizeof rest);
}

void append_as_text(std::string& out, const Line& line, std::string_view level) {
  append_time(out, line.time);
  out.append(1, ' ').append(level).append(6 - level.size(), ' ');
  append_text(out, Format::text, line.event);
  for (const auto& field : line.fields) {
    out.append(1, ' ').append(field.name).append(1, '=');
    append_value(out, Format::text, field.value);
  }
}

void append_as_json(std::string& out, const Line& line, std::string_view level) {
  out += "{\"time\":\"";
  append_time(out, line.time);
  out.append("\",\"level\":\"").append(level).append("\",\"event\":");
  append_text(out, Format::json, line.event);
  for (const auto& field : line.fields) {
    out.append(",\"").append(field.name).append("\":");
    append_value(out, Format::json, field.value);
  }
  out += '}';
}

}  // namespace

void append_line(std::string& out, Format format, const Line& line) {
  const auto level = name_of(line.level);
  if (format == Format::text) {
    append_as_text(out, line, level);
  } else {
    append_as_json(out, line, level);
  }
  out += '\n';
}

}  // namespace logging
