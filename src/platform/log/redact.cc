#include <algorithm>
#include <array>

#include "base/text.h"
#include "log/log.h"

namespace logging {
namespace {

constexpr std::array<std::string_view, 5> secrets = {"access_token", "token", "code", "refresh_token", "password"};

bool is_secret(std::string_view name) {
  const auto plain = to_lower_ascii(percent_decode(name, true).value_or(std::string(name)));
  return std::find(secrets.begin(), secrets.end(), plain) != secrets.end();
}

void append_pair(std::string& out, std::string_view pair) {
  const auto equals = pair.find('=');
  if (equals == std::string_view::npos || !is_secret(pair.substr(0, equals))) {
    out += pair;
  } else {
    out.append(pair.substr(0, equals + 1)).append("***");
  }
}

}  // namespace

std::string redact_query(std::string_view query) {
  std::string out;
  while (true) {
    const auto end = query.find('&');
    append_pair(out, query.substr(0, end));
    if (end == std::string_view::npos) return out;
    out += '&';
    query.remove_prefix(end + 1);
  }
}

}  // namespace logging
