#include "config/settings.h"

#include <algorithm>

#include "base/text.h"

namespace config {
namespace {

// From the first ':' of user:password to the last '@', wherever a sloppy password has put it.
void mask_user_info(std::string& url) {
  const auto scheme = url.find("://");
  const auto user = scheme == std::string::npos ? 0 : scheme + 3;
  const auto at = url.rfind('@');
  const auto colon = url.find(':', user);
  if (at != std::string::npos && colon < at) url.replace(colon + 1, at - colon - 1, "***");
}

void mask_parameter(std::string& url) {
  constexpr std::string_view name = "password=";
  const auto lower = to_lower_ascii(url);
  const auto found = lower.find(name);
  if (found == std::string::npos) return;
  const auto begin = found + name.size();
  const auto end = std::min(url.find('&', begin), url.size());
  url.replace(begin, end - begin, "***");
}

}  // namespace

std::optional<Address> read_address(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto port = parse_integer(text.substr(colon + 1));
  if (!port || *port < 0 || *port > 65535) return std::nullopt;

  auto host = text.substr(0, colon);
  const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (bracketed) host = host.substr(1, host.size() - 2);
  const auto odd = bracketed ? "[]/@ " : "[]/@ :";
  if (host.empty() || host.find_first_of(odd) != std::string_view::npos) return std::nullopt;
  return Address{std::string(host), static_cast<std::uint16_t>(*port)};
}

std::string database_location(const Settings& settings) {
  if (!settings.database.url.empty()) return settings.database.url;
  return settings.data + (settings.data.ends_with('/') ? "plenary.db" : "/plenary.db");
}

std::string public_url(const Settings& settings) {
  auto url = settings.http.public_url;
  if (url.empty()) {
    const auto address = read_address(settings.http.listen).value_or(Address{});
    const bool any = address.host == "0.0.0.0" || address.host == "::" || address.host == "*";
    const bool ipv6 = address.host.find(':') != std::string::npos;
    const auto host = any ? "localhost" : ipv6 ? '[' + address.host + ']' : address.host;
    url = "http://" + host + ':' + std::to_string(address.port);
  }
  while (url.ends_with('/')) url.pop_back();
  return url;
}

std::string masked_password(std::string_view url) {
  std::string out(url);
  mask_user_info(out);
  mask_parameter(out);
  return out;
}

}  // namespace config
