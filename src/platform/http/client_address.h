#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"

namespace http {

// An IPv6 address, or an IPv4 one in its mapped form (::ffff:10.0.0.1): one kind of thing to compare.
struct Address {
  std::array<std::uint8_t, 16> bytes = {};
  bool operator==(const Address&) const = default;
};

std::optional<Address> parse_address(std::string_view text);
std::string to_text(const Address& address);  // IPv4 as "10.0.0.1"

// The proxies whose X-Forwarded-For counts.
class TrustedProxies {
 public:
  // Addresses or networks ("10.0.0.0/8", "fd00::/8"). Throws std::invalid_argument naming the one that is neither.
  explicit TrustedProxies(std::span<const std::string> networks);
  bool contains(const Address& address) const;

 private:
  struct Network {
    Address address;
    unsigned bits;
  };
  static Network parse_network(const std::string& text);
  std::vector<Network> networks_;
};

// Who really asks: the right-most address of X-Forwarded-For that is no trusted proxy, since everything left of it
// could be the client's own invention. The peer itself if it is no trusted proxy, or if the header is malformed.
Address client_address(const Address& peer, const Request& request, const TrustedProxies& trusted);

}  // namespace http
