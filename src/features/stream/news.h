#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <deque>
#include <vector>

#include "stream/facts.h"

namespace stream {

using Clock = std::chrono::steady_clock;

// The latest events of the feed, each written down once for all who listen. Not safe from several threads.
class News {
 public:
  struct Limits {
    std::size_t events = 4096;
    std::size_t bytes = 8 * 1024 * 1024;
    std::chrono::milliseconds fresh{1000};  // what is older may not be so any more: it has to be read again
  };
  // Whoever has passed an event up to `after()` finds all that follow, up to `upto()`.
  EventId after() const { return after_; }
  EventId upto() const { return upto_; }

  explicit News(Limits limits) : limits_(limits) {}

  // Nothing, from this event on.
  void begin(EventId at);
  // What follows `upto()`, up to an event that may itself not be among them.
  void add(std::vector<Told> told, EventId upto, Clock::time_point now);

  enum class Taken {
    all,      // there is no more for now
    some,     // there is more
    outdated  // what comes next has to be read from the database; nothing was taken
  };
  // Appends what `fits` after `at` to `out`, until it has `enough` bytes, and moves `at` on. Counts what it took.
  template <class Fits>
  Taken take(EventId& at, std::string& out, std::size_t enough, Clock::time_point now, const Fits& fits,
             std::size_t& count) const;

 private:
  struct Item {
    Told told;
    Clock::time_point written;
  };
  std::deque<Item>::const_iterator first_after(EventId at) const;
  void forget_first();

  Limits limits_;
  std::deque<Item> items_;
  std::size_t bytes_ = 0;
  EventId after_ = {};
  EventId upto_ = {};
};

template <class Fits>
News::Taken News::take(EventId& at, std::string& out, std::size_t enough, Clock::time_point now, const Fits& fits,
                       std::size_t& count) const {
  for (auto item = first_after(at); item != items_.end(); ++item) {
    if (fits(item->told.facts)) {
      if (out.size() >= enough) return Taken::some;
      if (now - item->written > limits_.fresh) return out.empty() ? Taken::outdated : Taken::some;
      out += item->told.text;
      ++count;
    }
    at = item->told.facts.id;
  }
  at = std::max(at, upto_);
  return Taken::all;
}

}  // namespace stream
