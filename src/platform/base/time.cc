#include "base/time.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

namespace {

using Micros = std::chrono::microseconds;
using SysMicros = std::chrono::sys_time<Micros>;

constexpr std::int64_t first_writable = -62'167'219'200'000'000;  // 0000-01-01T00:00:00
constexpr std::int64_t last_writable = 253'402'300'799'999'999;   // 9999-12-31T23:59:59.999999

struct Digits {
  char* at;

  void put(unsigned value, int width) {
    for (int i = width - 1; i >= 0; --i, value /= 10) at[i] = static_cast<char>('0' + value % 10);
    at += width;
  }
  void put(char c) { *at++ = c; }
};

// Writes date, separator and time of day; returns the end.
char* write_moment(char* out, Time time, char separator) {
  const SysMicros moment{Micros{std::clamp(time.micros, first_writable, last_writable)}};
  const auto day = std::chrono::floor<std::chrono::days>(moment);
  const std::chrono::year_month_day date{day};
  const auto micros = static_cast<std::uint64_t>((moment - day).count());
  Digits digits{out};
  digits.put(static_cast<unsigned>(int{date.year()}), 4), digits.put('-');
  digits.put(static_cast<unsigned>(date.month()), 2), digits.put('-');
  digits.put(static_cast<unsigned>(date.day()), 2), digits.put(separator);
  digits.put(static_cast<unsigned>(micros / 3'600'000'000), 2), digits.put(':');
  digits.put(static_cast<unsigned>(micros / 60'000'000 % 60), 2), digits.put(':');
  digits.put(static_cast<unsigned>(micros / 1'000'000 % 60), 2);
  if (const auto fraction = static_cast<unsigned>(micros % 1'000'000)) digits.put('.'), digits.put(fraction, 6);
  return digits.at;
}

// Reads from the front of a text; every reader says whether it found what it wants.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool done() const { return rest_.empty(); }
  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool take_any(std::string_view choices) {
    return std::any_of(choices.begin(), choices.end(), [this](char c) { return take(c); });
  }
  bool number(std::size_t width, int& out) {
    if (rest_.size() < width) return false;
    const auto digits = rest_.substr(0, width);
    if (!std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; })) return false;
    std::from_chars(digits.data(), digits.data() + width, out);
    rest_.remove_prefix(width);
    return true;
  }
  // ".384281": any number of decimals; those past the sixth are cut off.
  bool fraction(std::int64_t& micros) {
    std::int64_t unit = 100'000;
    int digit = 0, seen = 0;
    for (micros = 0; number(1, digit); ++seen, unit /= 10) micros += digit * unit;
    return seen > 0;
  }

 private:
  std::string_view rest_;
};

struct Clock {
  int hour = 0, minute = 0, second = 0;
  std::int64_t micros = 0;
};

bool read_date(Scanner& in, std::chrono::sys_days& day) {
  int year = 0, month = 0, dom = 0;
  if (!in.number(4, year) || !in.take('-') || !in.number(2, month) || !in.take('-') || !in.number(2, dom)) return false;
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(dom))};
  day = std::chrono::sys_days{date};
  return date.ok();
}

bool read_clock(Scanner& in, Clock& clock) {
  if (!in.number(2, clock.hour) || !in.take(':') || !in.number(2, clock.minute)) return false;
  if (in.take(':')) {
    if (!in.number(2, clock.second)) return false;
    if (in.take_any(".,") && !in.fraction(clock.micros)) return false;
  }
  return clock.hour < 24 && clock.minute < 60 && clock.second < 60;
}

// Minutes east of Greenwich; nothing if there is no offset or a malformed one (`bad` tells which).
std::optional<int> read_offset(Scanner& in, bool& bad) {
  if (in.take_any("Zz")) return 0;
  const int sign = in.take('+') ? 1 : in.take('-') ? -1 : 0;
  if (sign == 0) return std::nullopt;
  int hours = 0, minutes = 0;
  bad = !in.number(2, hours) || hours > 23;
  if (!bad && !in.done()) {
    in.take(':');
    bad = !in.number(2, minutes) || minutes > 59;
  }
  return sign * (hours * 60 + minutes);
}

}  // namespace

Time Time::now() {
  return {std::chrono::time_point_cast<Micros>(std::chrono::system_clock::now()).time_since_epoch().count()};
}

void append_iso(std::string& out, Time time) {
  std::array<char, 40> text;
  const char* end = write_moment(text.data(), time, 'T');
  out.append(text.data(), static_cast<std::size_t>(end - text.data())).append("+00:00");
}

std::string to_iso(Time time) {
  std::string out;
  append_iso(out, time);
  return out;
}

std::string to_sql_text(Time time) {
  std::array<char, 40> text;
  return {text.data(), write_moment(text.data(), time, ' ')};
}

std::optional<Time> parse_time(std::string_view text, Naive naive) {
  Scanner in(text);
  std::chrono::sys_days day;
  Clock clock;
  if (!read_date(in, day)) return std::nullopt;
  if (in.take_any("Tt ") && !read_clock(in, clock)) return std::nullopt;
  in.take(' ');
  bool bad_offset = false;
  const auto offset = read_offset(in, bad_offset);
  if (bad_offset || !in.done() || (!offset && naive == Naive::refuse)) return std::nullopt;
  const std::int64_t seconds = (clock.hour * 60LL + clock.minute - offset.value_or(0)) * 60 + clock.second;
  return Time{Micros{day.time_since_epoch()}.count() + seconds * 1'000'000 + clock.micros};
}
