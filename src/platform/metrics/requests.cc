#include "metrics/requests.h"

#include <algorithm>

namespace metrics {
namespace {

constexpr int codes_in_class = 32;
constexpr int other = codes_in_class - 1;  // the slot of a class for the codes that have none

struct Slot {
  int hundred = 5;
  int code = other;

  std::size_t index() const { return static_cast<std::size_t>((hundred - 1) * codes_in_class + code); }
  std::string name() const {
    return code == other ? std::to_string(hundred) + "xx" : std::to_string(hundred * 100 + code);
  }
};

Slot slot_of(int status) {
  if (status < 100 || status > 599) return {};
  return {status / 100, std::min(status % 100, other)};
}

}  // namespace

Requests::Requests(Registry& registry, std::string_view method, std::string_view route)
    : registry_(registry), labels_{{"method", std::string(method)}, {"route", std::string(route)}} {}

void Requests::count(int status, double seconds) {
  auto* durations = durations_.load(std::memory_order_acquire);
  if (durations == nullptr) {
    durations = &registry_.histogram("plenary_http_request_duration_seconds",
                                     "Time from a request's last byte to its answer.", labels_);
    durations_.store(durations, std::memory_order_release);
  }
  durations->observe(seconds);
  counter(status).add();
}

// The first request with a status makes its counter; when two do so at once, the registry gives both the same.
Counter& Requests::counter(int status) {
  const auto slot = slot_of(status);
  auto& known = by_status_[slot.index()];
  auto* counter = known.load(std::memory_order_acquire);
  if (counter == nullptr) {
    auto labels = labels_;
    labels.emplace("status", slot.name());
    counter = &registry_.counter("plenary_http_requests_total", "Requests answered.", labels);
    known.store(counter, std::memory_order_release);
  }
  return *counter;
}

}  // namespace metrics
