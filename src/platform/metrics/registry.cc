#include "metrics/registry.h"

#include <prometheus/check_names.h>
#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <deque>
#include <limits>
#include <mutex>
#include <stdexcept>
#include <utility>
#include <variant>
#include <vector>

namespace metrics {
namespace {

using Question = std::function<double()>;
using Source = std::variant<std::unique_ptr<Counter>, std::unique_ptr<Gauge>, std::unique_ptr<Histogram>, Question>;

struct Series {
  Labels labels;
  Source source;
};

// All series of one name.
struct Family {
  Kind kind;
  std::string help;
  std::deque<Series> series = {};  // a deque: a series stays where it is when others come
};

using Sample = prometheus::ClientMetric;

void set_number(Sample& sample, Kind kind, double number) {
  (kind == Kind::counter ? sample.counter.value : sample.gauge.value) = number;
}

void set_histogram(Sample& sample, const Histogram::Reading& reading) {
  auto& out = sample.histogram;
  for (std::size_t i = 0; i < reading.bounds.size(); ++i) {
    out.bucket.push_back({reading.cumulative[i], reading.bounds[i]});
  }
  out.bucket.push_back({reading.cumulative.back(), std::numeric_limits<double>::infinity()});
  out.sample_count = reading.cumulative.back();
  out.sample_sum = reading.sum;
}

void set_value(Sample& sample, Kind kind, const Source& source) {
  if (const auto* counter = std::get_if<std::unique_ptr<Counter>>(&source)) {
    set_number(sample, kind, static_cast<double>((*counter)->value()));
  } else if (const auto* gauge = std::get_if<std::unique_ptr<Gauge>>(&source)) {
    set_number(sample, kind, (*gauge)->value());
  } else if (const auto* histogram = std::get_if<std::unique_ptr<Histogram>>(&source)) {
    set_histogram(sample, (*histogram)->read());
  } else {
    set_number(sample, kind, std::get<Question>(source)());
  }
}

prometheus::MetricType type_of(Kind kind) {
  if (kind == Kind::histogram) return prometheus::MetricType::Histogram;
  return kind == Kind::counter ? prometheus::MetricType::Counter : prometheus::MetricType::Gauge;
}

void check_names(const std::string& name, const std::string& help, const Labels& labels) {
  if (!prometheus::CheckMetricName(name)) throw std::logic_error("metric " + name + ": not a name for a metric");
  if (help.find('\n') != std::string::npos) throw std::logic_error("metric " + name + ": its help has two lines");
  for (const auto& [label, value] : labels) {
    if (!prometheus::CheckLabelName(label)) throw std::logic_error("metric " + name + ": no label can be " + label);
  }
}

}  // namespace

struct Registry::State {
  mutable std::mutex mutex;
  std::map<std::string, Family> families;

  Source& find_or_add(Kind kind, const std::string& name, const std::string& help, const Labels& labels,
                      const std::function<Source()>& make);
  std::vector<prometheus::MetricFamily> collect() const;

 private:
  struct Snapshot {
    const std::string* name;
    const Family* family;
    std::vector<const Series*> series;
  };
  std::vector<Snapshot> snapshot() const;
};

Source& Registry::State::find_or_add(Kind kind, const std::string& name, const std::string& help, const Labels& labels,
                                     const std::function<Source()>& make) {
  check_names(name, help, labels);
  const std::lock_guard lock(mutex);
  auto& family = families.try_emplace(name, Family{kind, help}).first->second;
  if (family.kind != kind) throw std::logic_error("metric " + name + ": is of another kind already");
  for (auto& series : family.series) {
    if (series.labels == labels) return series.source;
  }
  return family.series.emplace_back(Series{labels, make()}).source;
}

std::vector<Registry::State::Snapshot> Registry::State::snapshot() const {
  const std::lock_guard lock(mutex);
  std::vector<Snapshot> out;
  for (const auto& [name, family] : families) {
    out.push_back({&name, &family, {}});
    for (const auto& series : family.series) out.back().series.push_back(&series);
  }
  return out;
}

// Questions are asked outside the lock: they may be slow, and may use the registry themselves. Nothing is ever taken
// out of the registry, so what the snapshot points to stays.
std::vector<prometheus::MetricFamily> Registry::State::collect() const {
  std::vector<prometheus::MetricFamily> out;
  for (const auto& [name, family, all_series] : snapshot()) {
    auto& to = out.emplace_back(prometheus::MetricFamily{*name, family->help, type_of(family->kind), {}});
    for (const auto* series : all_series) {
      Sample sample;
      for (const auto& [label, value] : series->labels) sample.label.push_back({label, value});
      try {
        set_value(sample, family->kind, series->source);
        to.metric.push_back(std::move(sample));
      } catch (const std::exception&) {
        continue;  // one that cannot answer does not take the others along
      }
    }
  }
  return out;
}

Registry::Registry() : state_(std::make_unique<State>()) {}
Registry::~Registry() = default;

Counter& Registry::counter(const std::string& name, const std::string& help, const Labels& labels) {
  auto& source = state_->find_or_add(Kind::counter, name, help, labels, [] { return std::make_unique<Counter>(); });
  return *std::get<std::unique_ptr<Counter>>(source);
}

Gauge& Registry::gauge(const std::string& name, const std::string& help, const Labels& labels) {
  auto& source = state_->find_or_add(Kind::gauge, name, help, labels, [] { return std::make_unique<Gauge>(); });
  return *std::get<std::unique_ptr<Gauge>>(source);
}

Histogram& Registry::histogram(const std::string& name, const std::string& help, const Labels& labels,
                               std::span<const double> bounds) {
  auto& source =
      state_->find_or_add(Kind::histogram, name, help, labels, [&] { return std::make_unique<Histogram>(bounds); });
  return *std::get<std::unique_ptr<Histogram>>(source);
}

void Registry::ask(Kind kind, const std::string& name, const std::string& help, const Labels& labels,
                   std::function<double()> value) {
  state_->find_or_add(kind, name, help, labels, [&] { return Source(std::move(value)); });
}

std::string Registry::text() const { return prometheus::TextSerializer().Serialize(state_->collect()); }

}  // namespace metrics
