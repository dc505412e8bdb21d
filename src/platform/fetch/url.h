#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fetch {

// A URL in its parts; everything as written, but scheme and host in lower case.
struct Url {
  std::string scheme;
  std::string host;      // an IPv6 address keeps its brackets
  int port = 0;          // the scheme's own where none is written
  std::string path;      // "/" at least
  std::string query;     // with the '?'; empty if there is none
  std::string fragment;  // with the '#'
};

// Nothing if it is no absolute http or https URL, or holds what no URL of ours needs: user names, blanks, control
// characters, backslashes, bytes past ASCII. (Programs disagree on where the host of such a URL ends.)
std::optional<Url> read_url(std::string_view text);

// This machine, as seen from itself.
bool is_loopback(const Url& url);

// Whether we would send a request there: by https, or to this machine itself.
bool may_ask(std::string_view url);

// What has a meaning of its own in a query or a form becomes %XX.
std::string percent_encode(std::string_view text);

using Pairs = std::vector<std::pair<std::string, std::string>>;
// "a=1&b=x%20y"
std::string form_of(const Pairs& pairs);
// The URL with more parameters in its query, before its fragment.
std::string with_parameters(std::string_view url, const Pairs& pairs);

}  // namespace fetch
