#include "config/rules.h"

#include <arpa/inet.h>

#include <algorithm>

#include "base/text.h"

namespace config {
namespace {

Rule text_rule(std::string expects, std::function<bool(const std::string&)> holds) {
  return {std::move(expects),
          [holds = std::move(holds)](const Value& value) { return holds(std::get<std::string>(value)); }};
}

// An address, or a network such as 10.0.0.0/8.
bool is_network(const std::string& text) {
  const auto slash = text.find('/');
  const auto host = text.substr(0, slash);
  in6_addr bytes = {};
  const bool ipv4 = inet_pton(AF_INET, host.c_str(), &bytes) == 1;
  if (!ipv4 && inet_pton(AF_INET6, host.c_str(), &bytes) != 1) return false;
  if (slash == std::string::npos) return true;
  const auto prefix = parse_integer(std::string_view(text).substr(slash + 1));
  return prefix && *prefix >= 0 && *prefix <= (ipv4 ? 32 : 128);
}

// What follows http:// or https://; empty if the text starts otherwise.
std::string_view after_scheme(std::string_view url) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (url.starts_with(scheme)) return url.substr(scheme.size());
  }
  return {};
}

bool is_base_url(std::string_view url) {
  const auto rest = after_scheme(url);
  return !rest.empty() && rest.front() != '/' && rest.find_first_of("?#@ ") == std::string_view::npos;
}

bool is_origin(const std::string& text) {
  return text == "*" || (is_base_url(text) && after_scheme(text).find('/') == std::string_view::npos);
}

bool is_database_url(const std::string& text) {
  return text.find("://") == std::string::npos || text.starts_with("postgresql://") || text.starts_with("postgres://");
}

}  // namespace

Rule yes_or_no() {
  return {"true or false", [](const Value&) { return true; }};
}

Rule number(std::int64_t from, std::int64_t to) {
  return {"a whole number from " + std::to_string(from) + " to " + std::to_string(to), [from, to](const Value& value) {
            const auto given = std::get<std::int64_t>(value);
            return from <= given && given <= to;
          }};
}

Rule one_of(std::initializer_list<std::string_view> words) {
  std::string expects = "one of";
  for (const auto word : words) expects.append(expects.ends_with("of") ? " " : ", ").append(word);
  return text_rule(std::move(expects), [known = List(words.begin(), words.end())](const std::string& text) {
    return std::find(known.begin(), known.end(), text) != known.end();
  });
}

Rule folder() {
  return text_rule("the path of a folder", [](const std::string& text) { return !text.empty(); });
}

Rule database_url() {
  return text_rule("postgresql://USER:PASSWORD@HOST/DATABASE, the path of a SQLite file, or nothing", is_database_url);
}

Rule address() {
  return text_rule("an address and a port such as 127.0.0.1:8080 or [::1]:8080",
                   [](const std::string& text) { return read_address(text).has_value(); });
}

Rule base_url() {
  return text_rule("a URL such as https://plenary.example.org, without ? and #, or nothing",
                   [](const std::string& text) { return text.empty() || is_base_url(text); });
}

Rule networks() { return text_rule("a list of addresses or networks such as 127.0.0.1, 10.0.0.0/8", is_network); }

Rule origins() { return text_rule("a list of origins such as https://boards.example.org, or *", is_origin); }

}  // namespace config
