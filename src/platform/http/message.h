#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace http {

struct Header {
  std::string_view name;
  std::string_view value;
};

// One request, as it came. All views live until the exchange is finished.
struct Request {
  std::string_view method;  // "GET"
  std::string_view path;    // "/v1/stories/1": still percent-encoded, without the query
  std::string_view query;   // "limit=20&status=active": still percent-encoded, without the '?'
  std::span<const Header> headers;
  std::string_view body;
  std::string_view client;  // the client's address, also behind a trusted proxy
  std::string_view id;      // of this request, for the log and the X-Request-Id header

  // The first header of that name (any case); empty if there is none.
  std::string_view header(std::string_view name) const;
};

// What goes back. The server adds Date, Content-Length, Connection, X-Request-Id and compresses.
struct Response {
  // Appends the next piece to `out`; false when there is no more. Called on the connection's own thread each time the
  // client has taken what was there, so a slow client costs one piece of memory and nothing else waits.
  // Appending nothing and returning true pauses it: it is called again when Exchange::stream_waker() says so, and
  // about once a second. Destroyed on that thread as soon as the client has gone.
  using Stream = std::function<bool(std::string& out)>;

  int status = 200;
  std::string_view content_type = "application/json";  // a literal
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::string body = {};
  Stream stream = {};  // sent after `body`, chunked

  void add(std::string name, std::string value) { headers.emplace_back(std::move(name), std::move(value)); }
};

// A compressed answer has other bytes, and so another strong entity tag (RFC 9110 8.8.3.3): the server makes "x" into
// "x-gzip". Who compares tags takes the mark off.
inline constexpr std::string_view gzip_tag_mark = "-gzip";

// One request on its way to its answer. The handler fills `response` and calls finish() exactly once, at once or
// later, from any thread; after that the exchange is gone.
class Exchange {
 public:
  virtual ~Exchange() = default;
  virtual const Request& request() const = 0;
  virtual Response& response() = 0;
  virtual void finish() = 0;
  // Which of the server's threads owns the connection: 0 … threads-1. For what is kept once per thread.
  virtual std::size_t thread() const = 0;
  // For a stream that waits for news: the function asks the server to pull the stream again. It can be called from any
  // thread, any number of times, also after the client has gone. Take it before finish().
  virtual std::function<void()> stream_waker() {
    return [] {};
  }
};

// Called on the thread that owns the connection. Must not throw and must not block for long.
using Handler = std::function<void(Exchange&)>;

std::string_view reason_phrase(int status);

}  // namespace http
