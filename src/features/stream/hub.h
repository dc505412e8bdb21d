#pragma once

#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "db/database.h"
#include "events/bell.h"
#include "stream/callers.h"
#include "stream/news.h"

namespace stream {

class Stream;

struct Options {
  std::size_t most_open = 10'000;
  std::size_t most_of_one = 500;  // of one user, or of the guests at one address
  std::chrono::milliseconds heartbeat{15'000};
  std::chrono::milliseconds caller_check{500};
  News::Limits news = {};
};

struct Counts {
  std::size_t open = 0;
  std::uint64_t sent = 0;  // events, to all together
  std::uint64_t cut_off = 0;
};

// Follows the feed on a thread of its own, as long as anybody listens, and wakes the streams that something is for.
class Hub {
 public:
  Hub(db::Database& database, events::Bell& bell, Options options);
  ~Hub();
  Hub(const Hub&) = delete;
  Hub& operator=(const Hub&) = delete;

  const Options& options() const { return options_; }
  Counts counts() const;

 private:
  friend class Stream;
  using Open = std::map<std::string, std::size_t>;  // streams of one user or address

  // For streams, on their own threads.
  Open::iterator enter(Stream& stream, const std::string& whose);  // Error(busy) if there are too many
  void leave(Stream& stream, Open::iterator whose);
  std::shared_ptr<Caller> caller(const auth::Actor& actor, std::string_view token);
  enum class Next { taken, behind, lost };
  Next take(Stream& stream, std::string& out);
  struct Gap {
    EventId after, upto;
  };
  Gap gap(const Stream& stream) const;
  void move_on(Stream& stream, EventId at, std::size_t sent);

  void follow();
  void look();
  bool anybody_listens();
  void read_news();
  bool begin(EventId at);
  void deliver(std::vector<Told> told, EventId upto);
  void check_callers();

  db::Database& database_;
  events::Bell& bell_;
  const Options options_;

  mutable std::mutex mutex_;      // guards what follows, and where each stream is
  std::vector<Stream*> streams_;  // each knows its place
  Open open_;
  Callers callers_;
  News news_;
  bool asleep_ = true;  // nobody listened; `news_` begins when somebody does

  std::atomic<std::uint64_t> sent_ = 0;
  std::atomic<std::uint64_t> cut_off_ = 0;

  // Of the thread alone.
  std::unique_ptr<db::Reader> reader_;
  Clock::time_point next_check_ = {};
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

}  // namespace stream
