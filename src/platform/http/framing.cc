#include "http/framing.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace http {
namespace {

constexpr Refusal malformed_host{400, "Send exactly one Host header with a host name in it."};
constexpr Refusal malformed_length{
    400, "Send one Content-Length with digits only, or Transfer-Encoding: chunked; never both."};
constexpr Refusal malformed_coding{400, "The only transfer coding taken is one single 'chunked', in HTTP/1.1."};
constexpr Refusal unknown_expectation{417, "The only expectation met is 100-continue."};

struct Seen {
  int hosts = 0;
  int lengths = 0;
  int codings = 0;
};

bool is_host(std::string_view value) { return value.find_first_of("/\\?#@,<>\"' \t") == std::string_view::npos; }

bool is_number(std::string_view text, std::uint64_t& number) {
  const char* end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, number);
  return result.ec == std::errc{} && result.ptr == end;
}

std::optional<Refusal> read_host(std::string_view value, Seen& seen) {
  if (++seen.hosts > 1 || !is_host(value)) return malformed_host;
  return {};
}

// Also the same length twice is refused: no client that means well sends it.
std::optional<Refusal> read_length(std::string_view value, Framing& framing, Seen& seen) {
  if (++seen.lengths > 1 || !is_number(value, framing.content_length)) return malformed_length;
  return {};
}

std::optional<Refusal> read_coding(std::string_view value, Framing& framing, Seen& seen) {
  if (++seen.codings > 1 || !equal_ignoring_case(value, "chunked")) return malformed_coding;
  framing.chunked = true;
  return {};
}

std::optional<Refusal> read_expectation(std::string_view value, Framing& framing) {
  if (!equal_ignoring_case(value, "100-continue")) return unknown_expectation;
  framing.expects_continue = true;
  return {};
}

std::optional<Refusal> read_header(const Header& header, Framing& framing, Seen& seen) {
  switch (header.name.size()) {  // most headers are none of these four
    case 4:
      if (equal_ignoring_case(header.name, "Host")) return read_host(header.value, seen);
      break;
    case 6:
      if (equal_ignoring_case(header.name, "Expect")) return read_expectation(header.value, framing);
      break;
    case 14:
      if (equal_ignoring_case(header.name, "Content-Length")) return read_length(header.value, framing, seen);
      break;
    case 17:
      if (equal_ignoring_case(header.name, "Transfer-Encoding")) return read_coding(header.value, framing, seen);
      break;
    default: break;
  }
  return {};
}

}  // namespace

std::optional<Refusal> read_framing(std::span<const Header> headers, bool http_1_1, Framing& framing) {
  framing = {};
  Seen seen;
  for (const Header& header : headers) {
    if (auto refusal = read_header(header, framing, seen)) return refusal;
  }
  if (http_1_1 && seen.hosts == 0) return malformed_host;
  if (seen.codings > 0 && seen.lengths > 0) return malformed_length;
  if (framing.chunked && !http_1_1) return malformed_coding;
  if (!http_1_1) framing.expects_continue = false;  // RFC 9110 10.1.1
  return {};
}

std::optional<Target> split_target(std::string_view target) {
  if (target.find('#') != std::string_view::npos) return {};
  if (!target.starts_with('/')) {
    const std::size_t scheme = target.find("://");
    if (scheme == std::string_view::npos) return {};
    const std::string_view name = target.substr(0, scheme);
    if (!equal_ignoring_case(name, "http") && !equal_ignoring_case(name, "https")) return {};
    target.remove_prefix(scheme + 3);
    const std::size_t host_end = std::min(target.find_first_of("/?"), target.size());
    if (host_end == 0) return {};
    target.remove_prefix(host_end);
  }
  const std::size_t mark = std::min(target.find('?'), target.size());
  Target parts{target.substr(0, mark), {}};
  if (mark < target.size()) parts.query = target.substr(mark + 1);
  if (parts.path.empty()) parts.path = "/";
  return parts;
}

}  // namespace http
