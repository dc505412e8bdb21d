#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "metrics/metric.h"

namespace metrics {

using Labels = std::map<std::string, std::string>;

enum class Kind { counter, gauge, histogram };

// Everything that /metrics tells. Safe from any thread. Asking twice for the same name and labels gives the same
// metric; names are plenary_…, with the unit and `_total` at the end as Prometheus wants them. A name that is none, or
// that has another kind already, is a mistake in the program: std::logic_error.
class Registry {
 public:
  Registry();
  ~Registry();
  Registry(const Registry&) = delete;
  Registry& operator=(const Registry&) = delete;

  // What they return lives as long as the registry.
  Counter& counter(const std::string& name, const std::string& help, const Labels& labels = {});
  Gauge& gauge(const std::string& name, const std::string& help, const Labels& labels = {});
  Histogram& histogram(const std::string& name, const std::string& help, const Labels& labels = {},
                       std::span<const double> bounds = duration_bounds());

  // A counter or gauge whose value is asked for each time that somebody reads the metrics, perhaps by two threads at
  // once. If it throws, its value is left out of that reading.
  void ask(Kind kind, const std::string& name, const std::string& help, const Labels& labels,
           std::function<double()> value);

  // The text that Prometheus reads (exposition format 0.0.4), sorted by name.
  std::string text() const;

  static constexpr const char* content_type = "text/plain; version=0.0.4; charset=utf-8";

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace metrics
