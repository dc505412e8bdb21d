#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "http/message.h"

namespace http {

// Why a request is refused before a handler sees it.
struct Refusal {
  int status;
  std::string_view advice;  // what the client should do
};

// How long the body is and what the client waits for, as the headers say.
struct Framing {
  std::uint64_t content_length = 0;
  bool chunked = false;
  bool expects_continue = false;
};

// Fills `framing`, or refuses: whatever two servers could frame in two ways is malformed (RFC 9112 sections 6.3, 11.2).
std::optional<Refusal> read_framing(std::span<const Header> headers, bool http_1_1, Framing& framing);

struct Target {
  std::string_view path;
  std::string_view query;
};

// Of "/path?query" or "http://host/path?query"; nothing for other forms (RFC 9112 section 3.2).
std::optional<Target> split_target(std::string_view target);

}  // namespace http
