#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace events {

// Rings when there may be news in the feed: after a commit of this server, and when another server of the same database
// says so. It carries nothing: who hears it looks. Ringing is cheap and may be done from any thread.
//
//   std::uint64_t heard = 0;
//   while (bell.wait(heard, 1s)) …read the feed…
//
// A follower looks once a second in any case: a command may have changed the data without this server's doing.
class Bell {
 public:
  void ring();
  // Everybody who waits, now or later, is told to end.
  void stop();
  // Returns when it has rung since `heard`, which is brought up to date, or after `longest`. False once stopped.
  bool wait(std::uint64_t& heard, std::chrono::milliseconds longest);

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t rung_ = 0;
  bool stopped_ = false;
};

}  // namespace events
