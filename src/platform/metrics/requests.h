#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <string_view>

#include "metrics/registry.h"

namespace metrics {

// The requests of one route:
//   plenary_http_requests_total{method,route,status}
//   plenary_http_request_duration_seconds{method,route}
// Make one for each route when the routes are known. A status appears in the output once it has happened.
class Requests {
 public:
  // The route is its pattern (/v1/stories/{id}), never a path that a client has sent: each makes metrics of its own.
  Requests(Registry& registry, std::string_view method, std::string_view route);

  // From any thread, in some 20 ns.
  void count(int status, double seconds);

 private:
  Counter& counter(int status);

  static constexpr std::size_t slots = 5 * 32;  // x00 … x30 of each hundred by themselves, the rest as "4xx"

  Registry& registry_;
  Labels labels_;
  std::atomic<Histogram*> durations_{nullptr};
  std::array<std::atomic<Counter*>, slots> by_status_{};
};

}  // namespace metrics
