#pragma once

#include <string>
#include <vector>

#include "base/time.h"

namespace demo {

constexpr Time days_after(Time at, double days) {
  return {at.micros + static_cast<std::int64_t>(days * 86'400) * 1'000'000};
}

// A release cycle: 2024.1 comes out on 1 April, 2024.2 on 1 October.
struct Cycle {
  std::string name;
  Time release;
};

// Those whose release lies in [from, until), oldest first.
std::vector<Cycle> cycles_between(Time from, Time until);

}  // namespace demo
