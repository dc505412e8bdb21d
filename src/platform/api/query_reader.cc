#include "api/query_reader.h"

#include <algorithm>

#include "base/text.h"

namespace api {
namespace {

std::string decoded(std::string_view text) {
  auto out = percent_decode(text, true);
  if (!out) throw invalid("The address has a % that two hex digits do not follow: " + in_quotes(text));
  if (!is_utf8(*out)) throw invalid("The address holds bytes that are not UTF-8.");
  if (out->find('\0') != std::string::npos) throw invalid("The address holds a NUL character (%00).");
  return *std::move(out);
}

}  // namespace

QueryPairs parse_query(std::string_view query) {
  QueryPairs pairs;
  while (!query.empty()) {
    const auto end = std::min(query.find('&'), query.size());
    const auto pair = query.substr(0, end);
    const auto equals = std::min(pair.find('='), pair.size());
    if (!pair.empty()) {
      const auto value = equals == pair.size() ? std::string_view() : pair.substr(equals + 1);
      pairs.emplace_back(decoded(pair.substr(0, equals)), decoded(value));
    }
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return pairs;
}

void read_parameter(const std::string& name, const std::string& text, json::Problems& problems, std::int64_t& out) {
  if (const auto number = parse_integer(text)) {
    out = *number;
  } else {
    problems.value(name, in_quotes(text), "unable to convert to int");
  }
}

void read_parameter(const std::string& name, const std::string& text, json::Problems& problems, Time& out) {
  // Clients that do not escape the + of an offset send a blank there.
  auto repaired = text;
  if (const auto blank = repaired.rfind(' '); blank != std::string::npos && blank > 10) repaired[blank] = '+';
  auto time = parse_time(repaired, Naive::is_utc);
  if (!time) time = parse_time(text, Naive::is_utc);
  if (time) {
    out = *time;
  } else {
    problems.value(name, in_quotes(text), "not a date and time like 2026-11-22T14:24:23+00:00");
  }
}

void refuse_parameters(const QueryPairs& pairs, const std::vector<std::string_view>& known) {
  json::Problems problems;
  for (const auto& [name, text] : pairs) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      problems.argument(name, "Unknown argument: \"" + name + "\"");
    }
  }
  problems.raise();
}

}  // namespace api
