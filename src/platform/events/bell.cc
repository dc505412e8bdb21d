#include "events/bell.h"

namespace events {

void Bell::ring() {
  {
    const std::lock_guard lock(mutex_);
    ++rung_;
  }
  changed_.notify_all();
}

void Bell::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  changed_.notify_all();
}

bool Bell::wait(std::uint64_t& heard, std::chrono::milliseconds longest) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, longest, [&] { return stopped_ || rung_ != heard; });
  heard = rung_;
  return !stopped_;
}

}  // namespace events
