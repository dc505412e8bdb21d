#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "http/server.h"

namespace http {

using namespace std::chrono_literals;

inline std::uint16_t port_of(const std::string& url) {
  return static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)));
}

// A server on a free port, running on its own thread until the end of the test.
class RunningServer {
 public:
  explicit RunningServer(Handler handler, ServerOptions options = {})
      : server_(on_free_port(std::move(options)), std::move(handler)), thread_([this] { server_.run(); }) {}
  ~RunningServer() { stop(); }

  void stop() {
    if (!thread_.joinable()) return;
    server_.stop();
    thread_.join();
  }
  Server& operator*() { return server_; }
  Server* operator->() { return &server_; }
  std::uint16_t port() const { return port_of(server_.url()); }

 private:
  static ServerOptions on_free_port(ServerOptions options) {
    options.port = 0;
    return options;
  }
  Server server_;
  std::thread thread_;
};

// A client that sends and reads raw bytes, and never waits longer than its patience.
class RawClient {
 public:
  explicit RawClient(const RunningServer& server, int receive_buffer = 0) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
    if (receive_buffer > 0) ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(server.port());
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  ~RawClient() { close(); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  bool connected() const { return connected_; }
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent < 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  void finish_sending() { ::shutdown(fd_, SHUT_WR); }
  void close() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
  }
  void reset() {  // closes as a crashed client does
    const linger now{1, 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    close();
  }

  // What comes until the server closes (then closed() is true), or for as long as the patience lasts.
  std::string read_all(std::chrono::milliseconds patience = 3s) {
    while (read_some(patience)) continue;
    return std::exchange(buffer_, {});
  }
  // The bytes up to and including `end`; less if the server closes before.
  std::string read_until(std::string_view end, std::chrono::milliseconds patience = 3s) {
    std::size_t found, known = 0;  // searching all again each time would take minutes for large answers
    while ((found = buffer_.find(end, known)) == std::string::npos) {
      known = buffer_.size() - std::min(buffer_.size(), end.size());
      if (!read_some(patience)) break;
    }
    return take(found == std::string::npos ? buffer_.size() : found + end.size());
  }
  std::string read_bytes(std::size_t count, std::chrono::milliseconds patience = 3s) {
    while (buffer_.size() < count && read_some(patience)) continue;
    return take(std::min(count, buffer_.size()));
  }
  // One chunk as it came, with its size line.
  std::string read_chunk() {
    const std::string line = read_until("\r\n");
    return line + read_bytes(std::stoul(line, nullptr, 16) + 2);
  }
  // Head and body of one answer with a Content-Length; without_body for answers to HEAD.
  std::string read_answer(bool without_body = false) {
    std::string answer = read_until("\r\n\r\n");
    const std::size_t length = answer.find("Content-Length: ");
    if (length == std::string::npos || without_body) return answer;
    return answer + read_bytes(std::stoul(answer.substr(length + 16)));
  }
  bool closed() const { return closed_; }
  bool is_closed_within(std::chrono::milliseconds patience) {
    while (!closed_ && read_some(patience)) continue;
    return closed_;
  }

 private:
  bool read_some(std::chrono::milliseconds patience) {
    pollfd waiting{fd_, POLLIN, 0};
    if (::poll(&waiting, 1, static_cast<int>(patience.count())) <= 0) return false;
    char bytes[64 * 1024];
    const auto count = ::recv(fd_, bytes, sizeof bytes, 0);
    if (count <= 0) {
      closed_ = true;
      return false;
    }
    buffer_.append(bytes, static_cast<std::size_t>(count));
    return true;
  }
  std::string take(std::size_t count) {
    std::string taken = buffer_.substr(0, count);
    buffer_.erase(0, count);
    return taken;
  }

  int fd_;
  bool connected_ = false;
  bool closed_ = false;
  std::string buffer_;
};

inline int status_of(std::string_view answer) {
  return answer.starts_with("HTTP/1.1 ") ? std::stoi(std::string(answer.substr(9, 3))) : 0;
}

inline std::string body_of(std::string_view answer) {
  const std::size_t end = answer.find("\r\n\r\n");
  return end == std::string_view::npos ? "" : std::string(answer.substr(end + 4));
}

// "name: value" of the answer's head, value only.
inline std::string header_of(std::string_view answer, std::string_view name) {
  const std::string start = "\r\n" + std::string(name) + ": ";
  const std::size_t found = answer.substr(0, answer.find("\r\n\r\n")).find(start);
  if (found == std::string_view::npos) return "";
  const std::size_t value = found + start.size();
  return std::string(answer.substr(value, answer.find("\r\n", value) - value));
}

inline std::string get(std::string_view path, std::string_view headers = "") {
  return "GET " + std::string(path) + " HTTP/1.1\r\nHost: test\r\n" + std::string(headers) + "\r\n";
}

inline std::string post(std::string_view path, std::string_view body) {
  return "POST " + std::string(path) + " HTTP/1.1\r\nHost: test\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + std::string(body);
}

// Answers with what it was asked: "GET /path query body".
inline void echo(Exchange& exchange) {
  const Request& request = exchange.request();
  exchange.response().content_type = "text/plain";
  std::string& body = exchange.response().body;
  body.append(request.method).append(" ").append(request.path).append(" ").append(request.query);
  body.append(" ").append(request.body);
  exchange.finish();
}

// Waits until the condition holds, for what happens on the server's threads.
template <class Condition>
bool soon(Condition condition, std::chrono::milliseconds patience = 3s) {
  const auto end = std::chrono::steady_clock::now() + patience;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(2ms);
  }
  return true;
}

}  // namespace http
