#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

// The numbers themselves: counted from any thread, read when somebody asks. A thread counts in a shard of its own, so
// threads do not wait for each other's cache lines; the shards are added up when they are read.
namespace metrics {

constexpr std::size_t shards = 8;  // a power of two

// The calling thread's shard; threads share one when there are more of them than shards.
inline std::size_t my_shard() {
  static constinit std::atomic<std::size_t> next{0};
  static thread_local constinit std::size_t mine = shards;
  if (mine == shards) mine = next.fetch_add(1, std::memory_order_relaxed) % shards;
  return mine;
}

// Goes up only.
class Counter {
 public:
  void add(std::uint64_t count = 1) { cells_[my_shard()].count.fetch_add(count, std::memory_order_relaxed); }
  std::uint64_t value() const;

 private:
  struct alignas(64) Cell {
    std::atomic<std::uint64_t> count{0};
  };
  std::array<Cell, shards> cells_;
};

// Goes up and down; for what is counted anyway, Registry::ask() is simpler.
class Gauge {
 public:
  void set(double value) { value_.store(value, std::memory_order_relaxed); }
  void add(double change) { value_.fetch_add(change, std::memory_order_relaxed); }
  double value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<double> value_{0};
};

// 0.1 ms … 10 s, in seconds.
std::span<const double> duration_bounds();

// How often a value fell into each of some ranges.
class Histogram {
 public:
  // Upper bounds, ascending, each inclusive; what is greater falls into one more range.
  explicit Histogram(std::span<const double> bounds = duration_bounds());

  void observe(double value);

  struct Reading {
    std::vector<double> bounds;
    std::vector<std::uint64_t> cumulative;  // as many as bounds, and one more: all
    double sum = 0;
  };
  Reading read() const;

 private:
  std::atomic<std::uint64_t>& cell(std::size_t shard, std::size_t index) { return cells_[shard * stride_ + index]; }

  std::vector<double> bounds_;
  std::size_t stride_;  // cells in a shard: counts, then the sum's bits, then nothing up to whole cache lines
  std::vector<std::atomic<std::uint64_t>> cells_;
};

}  // namespace metrics
