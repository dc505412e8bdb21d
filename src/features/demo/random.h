#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>

namespace demo {

// The same numbers from the same seed on every machine and library (splitmix64, Steele, Lea and Flood 2014). A new one
// for each thing that is made, so that nothing depends on what was made before it.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  Random(std::uint64_t seed, std::uint64_t stream) : Random(Random(seed ^ 0x5851f42d4c957f2d).next() + stream) {
    state_ = next();
  }

  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  // 0 <= x < n, for n up to 2^32.
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(((next() >> 32) * n) >> 32); }
  std::int64_t between(std::int64_t least, std::int64_t most) {
    return least + static_cast<std::int64_t>(below(static_cast<std::size_t>(most - least + 1)));
  }
  // 0 <= x < 1
  double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
  bool chance(double probability) { return unit() < probability; }

  // A rank below n, small ones often: about 1 of 1/(rank + 1), as people and projects are in a community (Zipf).
  std::size_t rank(std::size_t n) {
    const auto found = static_cast<std::size_t>(std::exp(unit() * std::log(static_cast<double>(n) + 1))) - 1;
    return found < n ? found : n - 1;
  }
  double normal() {
    const double radius = std::sqrt(-2 * std::log(1 - unit()));
    return radius * std::cos(6.283185307179586 * unit());
  }
  double lognormal(double median, double sigma) { return median * std::exp(sigma * normal()); }

  template <class Some>
  const auto& pick(const Some& some) {
    return some[below(std::size(some))];
  }

 private:
  std::uint64_t state_;
};

}  // namespace demo
