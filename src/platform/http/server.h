#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "http/message.h"

namespace http {

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  // 0: any free one
  std::size_t threads = 2;    // each with its own event loop; a handler runs on the thread of its connection
  std::vector<std::string> trusted_proxies = {};    // addresses or networks (10.0.0.0/8) whose X-Forwarded-For counts
  std::size_t max_head = 64 * 1024;                 // bytes of request line and headers: 431 beyond
  std::size_t max_headers = 200;                    // header lines: 431 beyond
  std::size_t max_body = 1024 * 1024;               // bytes: 413 beyond
  std::chrono::milliseconds head_deadline{10'000};  // from the first byte to the last of the head, whatever trickles
  std::chrono::milliseconds body_deadline{30'000};
  std::chrono::milliseconds idle_deadline{75'000};   // a kept-alive connection without a request
  std::chrono::milliseconds write_deadline{60'000};  // a client that takes nothing of its answer
  std::chrono::milliseconds stop_deadline{4'500};    // from stop() to cutting what is still in flight
  std::size_t max_connections = 20'000;
  std::size_t gzip_from = 1'024;  // bytes; smaller answers go uncompressed
};

// What the server did since it started, for /metrics.
struct ServerCounts {
  std::uint64_t connections_accepted = 0;
  std::uint64_t connections_open = 0;
  std::uint64_t requests = 0;
  std::uint64_t refused = 0;  // malformed, too large or too slow, answered or cut before a handler saw it
  std::uint64_t bytes_sent = 0;
};

// HTTP/1.1 and 1.0: keep-alive, pipelining, chunked requests, gzip. Answers malformed heads with 400, and keeps
// clients that are too slow or too large from costing anybody else.
class Server {
 public:
  // Throws if the address cannot be bound, saying which and why.
  Server(ServerOptions options, Handler handler);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::string url() const;  // "http://127.0.0.1:8080", with the real port
  void run();               // serves until stop()
  // From any thread, also from a signal handler's thread: takes no new connections, finishes the requests in flight,
  // then run() returns; cuts what is left after the stop deadline.
  void stop();
  ServerCounts counts() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace http
