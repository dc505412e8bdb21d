#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "http/client_address.h"
#include "http/compress.h"
#include "http/request_reader.h"
#include "http/server.h"

namespace http {

class Connection;
using Clock = std::chrono::steady_clock;
using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

// What all loops share and nobody changes.
struct ServerFacts {
  ServerOptions options;
  Handler handler;
  TrustedProxies trusted;
  std::string id_prefix;  // of request ids, different in each process
};

// What a connection needs while requests are on their way. Idle connections have none, so that ten thousand of them
// cost little; taken from the loop's stock and given back, so that requests allocate nothing.
struct Work {
  explicit Work(const ReadLimits& limits) : reader(limits) {}
  void clear();

  RequestReader reader;
  Response response;
  std::string out;
  std::size_t sent = 0;  // of out
  std::string request_id;
  std::string client;
};

// Written by the loop's own thread, read by any.
struct LoopCounts {
  std::atomic<std::uint64_t> connections_accepted = 0;
  std::atomic<std::uint64_t> connections_open = 0;  // also those on their way to the loop
  std::atomic<std::uint64_t> requests = 0;
  std::atomic<std::uint64_t> refused = 0;
  std::atomic<std::uint64_t> bytes_sent = 0;

  static void add(std::atomic<std::uint64_t>& count, std::uint64_t n) {  // one writer: no locked instruction needed
    count.store(count.load(std::memory_order_relaxed) + n, std::memory_order_relaxed);
  }
};

// One thread's event loop and the connections that live on it. A connection keeps its loop alive, since a handler may
// finish an exchange long after the server has gone.
class Loop : public std::enable_shared_from_this<Loop> {
 public:
  Loop(std::shared_ptr<const ServerFacts> facts, std::size_t index);

  void run();  // returns after begin_stop(), when no connection is left or at the deadline
  void begin_stop(Clock::time_point deadline);     // on any thread
  void adopt(Socket socket, const Address& peer);  // on any thread

  // Runs `task` on this loop's thread; false, and nothing happens, if the loop has ended.
  template <class Task>
  bool post(Task task) {
    const std::lock_guard lock(mutex_);
    if (ended_) return false;
    boost::asio::post(io_, std::move(task));
    return true;
  }

  // The rest is for the loop's own thread.
  void remove(Connection& connection);
  std::unique_ptr<Work> take_work();
  void give_back(std::unique_ptr<Work> work);
  void append_new_id(std::string& id);
  bool stopping() const { return stopping_; }

  boost::asio::io_context& io() { return io_; }
  const ServerFacts& facts() const { return *facts_; }
  std::size_t index() const { return index_; }
  std::string_view date() const { return date_; }
  GzipCompressor& compressor() { return compressor_; }
  LoopCounts& counts() { return counts_; }

 private:
  void serve(Socket socket, const Address& peer);
  void schedule_sweep();
  void sweep();
  void stop_connections();
  void close_all();

  std::shared_ptr<const ServerFacts> facts_;
  std::size_t index_;
  boost::asio::io_context io_{1};
  boost::asio::steady_timer sweep_timer_{io_};
  std::chrono::milliseconds sweep_period_;
  std::vector<std::shared_ptr<Connection>> connections_;
  std::vector<std::unique_ptr<Work>> stock_;
  GzipCompressor compressor_;
  LoopCounts counts_;
  std::string date_;
  std::int64_t date_second_ = 0;
  std::uint64_t next_id_ = 0;
  bool stopping_ = false;
  Clock::time_point stop_deadline_ = Clock::time_point::max();
  std::mutex mutex_;
  bool ended_ = false;  // guarded by mutex_
};

}  // namespace http
