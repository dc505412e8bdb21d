#include "http/client_address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "base/text.h"

namespace http {
namespace {

constexpr std::array<std::uint8_t, 12> mapped_prefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

bool is_mapped(const Address& address) {
  return std::equal(mapped_prefix.begin(), mapped_prefix.end(), address.bytes.begin());
}

std::optional<unsigned> parse_bits(std::string_view text, unsigned most) {
  unsigned bits = 0;
  const char* end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, bits);
  if (result.ec != std::errc{} || result.ptr != end || bits > most) return {};
  return bits;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// From right to left; false if the header is malformed.
bool walk(std::string_view header, const TrustedProxies& trusted, Address& client, bool& found) {
  while (!found) {
    const std::size_t comma = header.rfind(',');
    const auto hop = parse_address(trimmed(header.substr(comma == std::string_view::npos ? 0 : comma + 1)));
    if (!hop) return false;
    client = *hop;
    found = !trusted.contains(*hop);
    if (comma == std::string_view::npos) return true;
    header = header.substr(0, comma);
  }
  return true;
}

}  // namespace

std::optional<Address> parse_address(std::string_view text) {
  char zero_ended[INET6_ADDRSTRLEN + 1] = {};
  if (text.size() >= sizeof zero_ended || text.find('\0') != std::string_view::npos) return {};
  text.copy(zero_ended, text.size());
  Address address;
  if (inet_pton(AF_INET6, zero_ended, address.bytes.data()) == 1) return address;
  std::copy(mapped_prefix.begin(), mapped_prefix.end(), address.bytes.begin());
  if (inet_pton(AF_INET, zero_ended, address.bytes.data() + mapped_prefix.size()) == 1) return address;
  return {};
}

std::string to_text(const Address& address) {
  char text[INET6_ADDRSTRLEN] = {};
  if (is_mapped(address)) {
    inet_ntop(AF_INET, address.bytes.data() + mapped_prefix.size(), text, sizeof text);
  } else {
    inet_ntop(AF_INET6, address.bytes.data(), text, sizeof text);
  }
  return text;
}

TrustedProxies::TrustedProxies(std::span<const std::string> networks) {
  for (const std::string& network : networks) networks_.push_back(parse_network(network));
}

TrustedProxies::Network TrustedProxies::parse_network(const std::string& text) {
  const std::string_view all = text;
  const std::size_t slash = std::min(all.find('/'), all.size());
  const auto address = parse_address(all.substr(0, slash));
  const bool is_v4 = all.find(':') == std::string_view::npos;
  std::optional<unsigned> bits = is_v4 ? 32 : 128;
  if (slash < all.size()) bits = parse_bits(all.substr(slash + 1), *bits);
  if (!address || !bits) {
    throw std::invalid_argument("'" + text + "' is no address (10.0.0.1) and no network (10.0.0.0/8, fd00::/8)");
  }
  return {*address, is_v4 ? *bits + 96 : *bits};
}

bool TrustedProxies::contains(const Address& address) const {
  return std::any_of(networks_.begin(), networks_.end(), [&](const Network& network) {
    const unsigned whole = network.bits / 8;
    if (!std::equal(address.bytes.begin(), address.bytes.begin() + whole, network.address.bytes.begin())) return false;
    const unsigned rest = network.bits % 8;
    return rest == 0 || ((address.bytes[whole] ^ network.address.bytes[whole]) >> (8 - rest)) == 0;
  });
}

Address client_address(const Address& peer, const Request& request, const TrustedProxies& trusted) {
  if (!trusted.contains(peer)) return peer;
  Address client = peer;
  bool found = false;
  for (std::size_t i = request.headers.size(); i-- > 0 && !found;) {
    const Header& header = request.headers[i];
    if (!equal_ignoring_case(header.name, "X-Forwarded-For")) continue;
    if (!walk(header.value, trusted, client, found)) return peer;
  }
  return client;
}

}  // namespace http
