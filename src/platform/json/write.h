#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "json/fields.h"

// Values to JSON text, appended to a buffer. Whatever the text holds, the result is valid JSON in valid UTF-8:
// malformed bytes become U+FFFD.
namespace json {

void append_text(std::string& out, std::string_view text);
void append_integer(std::string& out, std::int64_t number);

template <class T>
void write(std::string& out, const T& value, FieldMask without = 0);

namespace detail {

template <class T>
void write_field(std::string& out, bool& first, const std::string_view name, const T& value) {
  if constexpr (IsUnless<T>::value) {
    if (value.value) write_field(out, first, name, *value.value);
  } else {
    out += first ? "\"" : ",\"";
    out.append(name).append("\":");
    write(out, value);
    first = false;
  }
}

}  // namespace detail

template <class T>
void write(std::string& out, const T& value, [[maybe_unused]] FieldMask without) {
  if constexpr (std::is_same_v<T, bool>) {
    out += value ? "true" : "false";
  } else if constexpr (std::is_integral_v<T>) {
    append_integer(out, static_cast<std::int64_t>(value));
  } else if constexpr (std::is_convertible_v<T, std::string_view>) {
    append_text(out, value);
  } else if constexpr (std::is_same_v<T, Time>) {
    out += '"';
    append_iso(out, value);
    out += '"';
  } else if constexpr (IsId<T>::value) {
    append_integer(out, value.value);
  } else if constexpr (Named<T>) {
    append_text(out, name_of(value));
  } else if constexpr (std::is_same_v<T, Raw>) {
    out += value.text;
  } else if constexpr (IsOptional<T>::value) {
    if (value) return write(out, *value, without);
    out += "null";
  } else if constexpr (IsVector<T>::value) {
    out += '[';
    bool first = true;
    for (const auto& one : value) {
      if (!std::exchange(first, false)) out += ',';
      write(out, one, without);
    }
    out += ']';
  } else {
    static_assert(Described<T>, "a type that is written as JSON lists its fields");
    out += '{';
    bool first = true;
    FieldMask bit = 1;
    each_field<T>([&](const auto& one) {
      if (!(without & bit)) detail::write_field(out, first, one.name, value.*one.member);
      bit <<= 1;
    });
    out += '}';
  }
}

template <class T>
std::string to_text(const T& value, FieldMask without = 0) {
  std::string out;
  write(out, value, without);
  return out;
}

}  // namespace json
