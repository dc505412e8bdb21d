#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace command {

// How far long work is, on standard error: on a terminal a bar with rate and remaining time that is drawn over itself,
// else a plain line every few seconds. Work that is over within a second says nothing.
class Progress {
 public:
  // `total` may be 0 if nobody knows it.
  Progress(std::string what, std::int64_t total);
  ~Progress();  // clears the bar
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void add(std::int64_t done = 1) {
    done_ += done;
    if (done_ >= next_look_) look();
  }

 private:
  using Clock = std::chrono::steady_clock;
  void look();
  void show(double seconds);

  std::string what_;
  std::int64_t total_;
  std::int64_t done_ = 0;
  std::int64_t next_look_ = 256;
  bool terminal_;
  bool shown_ = false;
  Clock::time_point started_ = Clock::now();
  Clock::time_point last_shown_ = started_;
};

}  // namespace command
