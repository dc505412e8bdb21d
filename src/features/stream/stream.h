#pragma once

#include <functional>
#include <memory>
#include <string>

#include "api/call.h"
#include "stream/hub.h"

namespace stream {

// One listener, from his first request to his last byte. Idle, it takes a few hundred bytes.
class Stream {
 public:
  // From what follows `at`. Error(busy) if there are too many.
  Stream(Hub& hub, const api::Watch& call, std::unique_ptr<const Filter> filter, EventId at);
  ~Stream();
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  // What the server pulls: see http::Response::Stream.
  bool next(std::string& out);

 private:
  friend class Hub;

  bool wants(const Facts& event) const;
  void catch_up(std::string& out);

  Hub& hub_;
  const std::unique_ptr<const Filter> filter_;  // null: everything
  const std::shared_ptr<Caller> caller_;        // null: a guest
  const std::function<void()> wake_;
  const std::function<void(const std::function<void(db::Session&)>&)> read_;
  Clock::time_point said_ = Clock::now();

  // The hub's, under its lock.
  EventId at_;         // has passed this event and all before it
  bool live_ = false;  // has been up to date once: from then on it has to keep up
  std::size_t place_ = 0;
  Hub::Open::iterator whose_;
};

}  // namespace stream
