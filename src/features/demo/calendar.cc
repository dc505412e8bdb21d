#include "demo/calendar.h"

#include <chrono>

namespace demo {
namespace {

using namespace std::chrono;

Time first_of(int year, unsigned month) {
  const sys_days day = std::chrono::year(year) / std::chrono::month(month) / 1;
  return {duration_cast<microseconds>(day.time_since_epoch()).count()};
}

int year_of(Time at) {
  return static_cast<int>(year_month_day(floor<days>(sys_time<microseconds>(microseconds(at.micros)))).year());
}

}  // namespace

std::vector<Cycle> cycles_between(Time from, Time until) {
  std::vector<Cycle> cycles;
  for (int year = year_of(from); year <= year_of(until); ++year) {
    for (const int half : {1, 2}) {
      const auto release = first_of(year, half == 1 ? 4 : 10);
      if (release < from || release >= until) continue;
      cycles.push_back({std::to_string(year) + "." + std::to_string(half), release});
    }
  }
  return cycles;
}

}  // namespace demo
