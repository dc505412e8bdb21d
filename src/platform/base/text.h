#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Whether the bytes are well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates, nothing past U+10FFFF).
bool is_utf8(std::string_view bytes);

// How many bytes the well-formed UTF-8 sequence at `i` has; 0 if there is none.
std::size_t utf8_sequence(std::string_view bytes, std::size_t i);

// Code points in well-formed UTF-8: what the API's length limits count.
std::size_t utf8_length(std::string_view text);

// The whole text as a number; nothing if anything else stands in it or it does not fit 64 bits.
std::optional<std::int64_t> parse_integer(std::string_view text);

// "a,b,,c" -> {"a", "b", "c"}: blanks around the parts are cut, empty parts left out.
std::vector<std::string> split_list(std::string_view text, char separator = ',');

std::string to_lower_ascii(std::string_view text);
bool equal_ignoring_case(std::string_view a, std::string_view b);

// A text as Python's repr() shows it ('it', "it's", 'a\x07b'): the v1 API's messages quote values this way. Of the
// characters that can't be printed it escapes those up to U+00AD.
std::string in_quotes(std::string_view text);

// %41 -> A, and '+' -> blank when `plus_is_blank`; nothing if a % is not followed by two hex digits.
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_blank);
