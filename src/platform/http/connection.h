#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "http/answer.h"
#include "http/loop.h"
#include "http/message.h"
#include "http/stream_body.h"

namespace http {

// One client's connection: reads requests, hands each to the handler, sends the answers in order. Everything but
// finish() and a stream's waker happens on the loop's thread.
class Connection final : public Exchange, public std::enable_shared_from_this<Connection> {
 public:
  Connection(std::shared_ptr<Loop> loop, Socket socket, const Address& peer);

  void start();
  void sweep(Clock::time_point now);  // enforces the deadlines
  void begin_stop();
  void close();

  const Request& request() const override { return work_->reader.request(); }
  Response& response() override { return work_->response; }
  void finish() override;
  std::size_t thread() const override { return loop_->index(); }
  std::function<void()> stream_waker() override;

  std::size_t slot = 0;  // in the loop's list

 private:
  enum class Phase {
    reading,    // between requests or within one
    answering,  // the handler has the request
    streaming,
    last_answer,  // is being sent
    lingering,    // all is sent; reads on for a moment, since closing now could take the answer from the client
    closed
  };
  enum class Awaited { nothing, request, head, body };

  struct Streaming {
    explicit Streaming(StreamBody stream) : body(std::move(stream)) {}
    StreamBody body;
    bool keep_alive = true;
    bool endless = false;  // events: nobody waits for the end
    bool paused = false;   // had nothing to say
    Clock::time_point resume_at = {};
  };

  void advance();
  void settle();
  void answer_requests();
  void handle_request();
  void call_handler();
  void complete_later_answer();
  void identify_request();
  void write_answer();
  void write_failure();
  void refuse(const Refusal& refusal);

  void begin_stream(const Answered& answered);
  bool continue_stream();
  bool end_stream();
  void wake(std::uint64_t serial);

  bool flush();
  void wait_until_writable();
  void wait_until_readable();
  void on_readable();
  void read_request_bytes();
  void drain();
  void watch_for_leaving();
  void linger();
  void await(Awaited awaited);
  void on_read_deadline();

  Work& work();
  void release_work();
  bool has_input() const { return work_ && !work_->reader.empty(); }
  template <class Step>
  void guarded(Step step);

  std::shared_ptr<Loop> loop_;
  Socket socket_;
  Address peer_;
  std::string peer_text_;
  std::unique_ptr<Work> work_;
  std::unique_ptr<Streaming> stream_;
  std::shared_ptr<Connection> pin_;  // to itself, while a handler holds the exchange
  Phase phase_ = Phase::reading;
  Awaited awaited_ = Awaited::nothing;
  bool waits_to_read_ = false;
  bool waits_to_write_ = false;
  bool more_requests_ = false;  // the reader may hold another one
  bool finished_inside_ = false;
  std::atomic<bool> finished_ = false;
  std::uint64_t serial_ = 0;  // of the request
  unsigned pieces_in_turn_ = 0;
  std::size_t taken_by_client_ = 0;  // since the write deadline was set
  Clock::time_point read_deadline_ = Clock::time_point::max();
  Clock::time_point write_deadline_ = Clock::time_point::max();
};

}  // namespace http
