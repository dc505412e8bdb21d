#include "fetch/url.h"

#include <algorithm>

#include "base/text.h"

namespace fetch {
namespace {

bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f' && c != '\\'; });
}

bool is_host_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
}

bool is_host(std::string_view host) {
  if (host.starts_with('[')) {
    return host.size() > 4 && host.ends_with(']') &&
           host.substr(1, host.size() - 2).find_first_not_of("0123456789abcdef:.") == std::string_view::npos;
  }
  return !host.empty() && std::all_of(host.begin(), host.end(), is_host_letter);
}

// Takes "host:port" apart; false if it is none.
bool read_authority(std::string_view text, Url& url) {
  const auto bracket = text.find(']');
  const auto colon = text.find(':', bracket == std::string_view::npos ? 0 : bracket);
  url.host = to_lower_ascii(text.substr(0, colon));
  url.port = url.scheme == "https" ? 443 : 80;
  if (colon != std::string_view::npos) {
    const auto digits = text.substr(colon + 1);
    const auto port = parse_integer(digits);
    if (!port || *port < 1 || *port > 65535 || digits.find_first_not_of("0123456789") != std::string_view::npos) {
      return false;
    }
    url.port = static_cast<int>(*port);
  }
  return is_host(url.host);
}

}  // namespace

std::optional<Url> read_url(std::string_view text) {
  if (!is_plain(text)) return std::nullopt;
  const auto colon = text.find("://");
  if (colon == std::string_view::npos) return std::nullopt;
  Url url;
  url.scheme = to_lower_ascii(text.substr(0, colon));
  if (url.scheme != "https" && url.scheme != "http") return std::nullopt;
  text.remove_prefix(colon + 3);
  const auto end = std::min(text.find_first_of("/?#"), text.size());
  if (!read_authority(text.substr(0, end), url)) return std::nullopt;
  text.remove_prefix(end);
  const auto fragment = std::min(text.find('#'), text.size());
  url.fragment = text.substr(fragment);
  text = text.substr(0, fragment);
  const auto query = std::min(text.find('?'), text.size());
  url.query = text.substr(query);
  url.path = query == 0 ? "/" : std::string(text.substr(0, query));
  return url;
}

bool is_loopback(const Url& url) {
  if (url.host == "localhost" || url.host == "[::1]") return true;
  const bool digits = url.host.find_first_not_of("0123456789.") == std::string::npos;
  return digits && url.host.starts_with("127.") && std::count(url.host.begin(), url.host.end(), '.') == 3;
}

bool may_ask(std::string_view text) {
  const auto url = read_url(text);
  return url && (url->scheme == "https" || is_loopback(*url));
}

std::string percent_encode(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  constexpr std::string_view kept = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (kept.find(c) != std::string_view::npos) {
      out += c;
    } else {
      out.append({'%', digits[byte >> 4], digits[byte & 15]});
    }
  }
  return out;
}

std::string form_of(const Pairs& pairs) {
  std::string out;
  for (const auto& [name, value] : pairs) {
    if (!out.empty()) out += '&';
    out += percent_encode(name) + '=' + percent_encode(value);
  }
  return out;
}

std::string with_parameters(std::string_view url, const Pairs& pairs) {
  const auto fragment = std::min(url.find('#'), url.size());
  std::string out(url.substr(0, fragment));
  const auto question = out.find('?');
  if (question == std::string::npos) {
    out += '?';
  } else if (question + 1 < out.size() && !out.ends_with('&')) {
    out += '&';
  }
  return out.append(form_of(pairs)).append(url.substr(fragment));
}

}  // namespace fetch
