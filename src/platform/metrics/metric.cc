#include "metrics/metric.h"

#include <algorithm>
#include <bit>

namespace metrics {
namespace {

constexpr std::array durations = {0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                  0.05,   0.1,     0.25,   0.5,   1.0,    2.5,   5.0,  10.0};
constexpr std::size_t cells_in_a_line = 64 / sizeof(std::uint64_t);

// A double kept as its bits. Nearly always nobody else is in this shard, and the first attempt succeeds.
void add_to_sum(std::atomic<std::uint64_t>& bits, double value) {
  auto seen = bits.load(std::memory_order_relaxed);
  while (!bits.compare_exchange_weak(seen, std::bit_cast<std::uint64_t>(std::bit_cast<double>(seen) + value),
                                     std::memory_order_relaxed)) {
  }
}

}  // namespace

std::uint64_t Counter::value() const {
  std::uint64_t sum = 0;
  for (const auto& cell : cells_) sum += cell.count.load(std::memory_order_relaxed);
  return sum;
}

std::span<const double> duration_bounds() { return durations; }

// One line more than the cells need keeps two shards apart although the vector itself begins anywhere in a line.
Histogram::Histogram(std::span<const double> bounds)
    : bounds_(bounds.begin(), bounds.end()),
      stride_((bounds.size() + 2 + 2 * cells_in_a_line - 1) / cells_in_a_line * cells_in_a_line),
      cells_(stride_ * shards) {}

void Histogram::observe(double value) {
  const auto shard = my_shard();
  const auto range = std::lower_bound(bounds_.begin(), bounds_.end(), value) - bounds_.begin();
  cell(shard, static_cast<std::size_t>(range)).fetch_add(1, std::memory_order_relaxed);
  add_to_sum(cell(shard, bounds_.size() + 1), value);
}

Histogram::Reading Histogram::read() const {
  Reading reading{bounds_, std::vector<std::uint64_t>(bounds_.size() + 1), 0};
  for (std::size_t shard = 0; shard < shards; ++shard) {
    const auto* cells = &cells_[shard * stride_];
    for (std::size_t i = 0; i <= bounds_.size(); ++i) reading.cumulative[i] += cells[i].load(std::memory_order_relaxed);
    reading.sum += std::bit_cast<double>(cells[bounds_.size() + 1].load(std::memory_order_relaxed));
  }
  for (std::size_t i = 1; i < reading.cumulative.size(); ++i) reading.cumulative[i] += reading.cumulative[i - 1];
  return reading;
}

}  // namespace metrics
