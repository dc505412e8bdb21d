#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// A moment: microseconds since 1970-01-01 00:00 UTC, leap seconds ignored. Always UTC.
struct Time {
  std::int64_t micros = 0;

  static Time now();
  friend constexpr auto operator<=>(Time, Time) = default;
};

struct Seconds {
  std::int64_t count = 0;
};

constexpr Time operator+(Time at, Seconds length) { return {at.micros + length.count * 1'000'000}; }

// ISO 8601 with offset, as the v1 API writes it: 2026-11-22T14:24:23+00:00, and six decimals of the second only when
// they are not zero. Years outside 0000..9999 are written as the nearest one inside.
void append_iso(std::string& out, Time time);
std::string to_iso(Time time);

// "2026-11-22 14:24:23[.384281]": UTC without an offset, as database dumps of the reference write it.
std::string to_sql_text(Time time);

// Reads ISO 8601 dates with a 'T' or a blank, with or without seconds and decimals. What has no offset is UTC if
// `naive` allows it, else nothing is read. Offsets: Z, +hh:mm, +hhmm, +hh.
enum class Naive { refuse, is_utc };
std::optional<Time> parse_time(std::string_view text, Naive naive);
