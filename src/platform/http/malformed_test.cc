#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <vector>

#include "http/world_test.h"

namespace http {
namespace {

struct Malformed {
  std::string what;
  std::string bytes;
  int status;
};

std::string with_header(const std::string& line) { return "POST /x HTTP/1.1\r\nHost: a\r\n" + line + "\r\n\r\n"; }
std::string with_target(const std::string& target) { return "GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n"; }
std::string with_chunks(const std::string& chunks) { return with_header("Transfer-Encoding: chunked") + chunks; }

std::string many_headers(int count) {
  std::string head = "GET / HTTP/1.1\r\nHost: a\r\n";
  for (int i = 0; i < count; ++i) head += "X-" + std::to_string(i) + ": v\r\n";
  return head + "\r\n";
}

// Each is followed by a request that must never be answered: whoever smuggles gets nothing.
const std::vector<Malformed> malformed = {
    {"no HTTP", "hello there\r\n\r\n", 400},
    {"a TLS hello", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\n", 12), 400},
    {"HTTP/0.9", "GET /\r\n\r\n", 400},
    {"unknown version", "GET / HTTP/3.0\r\nHost: a\r\n\r\n", 400},
    {"HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400},
    {"version 1.2", "GET / HTTP/1.2\r\nHost: a\r\n\r\n", 400},
    {"lower-case protocol", "GET / http/1.1\r\nHost: a\r\n\r\n", 400},
    {"two spaces", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
    {"space after the version", "GET / HTTP/1.1 \r\nHost: a\r\n\r\n", 400},
    {"bare LF after the request line", "GET / HTTP/1.1\nHost: a\r\n\r\n", 400},
    {"bare LF after a header", "GET / HTTP/1.1\r\nHost: a\nX: y\r\n\r\n", 400},
    {"bare LF as the empty line", "GET / HTTP/1.1\r\nHost: a\r\n\n", 400},
    {"bare CR in a value", with_header("X: a\rb"), 400},
    {"CR CR LF", "GET / HTTP/1.1\r\nHost: a\r\r\n\r\n", 400},
    {"NUL in a value", with_header(std::string("X: a\0b", 6)), 400},
    {"obs-fold", "GET / HTTP/1.1\r\nHost: a\r\nX: y\r\n z\r\n\r\n", 400},
    {"folded first header", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400},
    {"space before the colon", with_header("Content-Length : 3"), 400},
    {"no colon", with_header("Content-Length 3"), 400},
    {"no header name", with_header(": x"), 400},
    {"no Host", "GET / HTTP/1.1\r\nX: y\r\n\r\n", 400},
    {"two Hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400},
    {"Host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400},
    {"length and coding", with_header("Content-Length: 3\r\nTransfer-Encoding: chunked"), 400},
    {"coding and length", with_header("Transfer-Encoding: chunked\r\nContent-Length: 3"), 400},
    {"two different lengths", with_header("Content-Length: 3\r\nContent-Length: 4"), 400},
    {"two equal lengths", with_header("Content-Length: 3\r\nContent-Length: 3"), 400},
    {"a list of lengths", with_header("Content-Length: 3, 3"), 400},
    {"signed length", with_header("Content-Length: +3"), 400},
    {"negative length", with_header("Content-Length: -3"), 400},
    {"hexadecimal length", with_header("Content-Length: 0x3"), 400},
    {"empty length", with_header("Content-Length:"), 400},
    {"length past 64 bits", with_header("Content-Length: 99999999999999999999"), 400},
    {"unknown coding", with_header("Transfer-Encoding: gzip"), 400},
    {"chunked twice", with_header("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked"), 400},
    {"gzip, chunked", with_header("Transfer-Encoding: gzip, chunked"), 400},
    {"chunked, identity", with_header("Transfer-Encoding: chunked, identity"), 400},
    {"xchunked", with_header("Transfer-Encoding: xchunked"), 400},
    {"vertical tab and chunked", with_header("Transfer-Encoding: \vchunked"), 400},
    {"chunked in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
    {"chunk size is no number", with_chunks("xyz\r\n"), 400},
    {"chunk size with 0x", with_chunks("0x3\r\nabc\r\n0\r\n\r\n"), 400},
    {"chunk size is negative", with_chunks("-3\r\nabc\r\n0\r\n\r\n"), 400},
    {"chunk longer than its size", with_chunks("3\r\nabcd\r\n0\r\n\r\n"), 400},
    {"chunk size past 64 bits", with_chunks("fffffffffffffffff\r\nabc\r\n"), 400},
    {"chunk line ends in LF", with_chunks("3\nabc\r\n0\r\n\r\n"), 400},
    {"chunk extension without end", with_chunks("3;" + std::string(5000, 'a')), 400},
    {"length in the trailers", with_chunks("0\r\nContent-Length: 3\r\n\r\n"), 400},
    {"trailers without end", with_chunks("0\r\n" + std::string(5000, 'a')), 400},
    {"asterisk form", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 400},
    {"authority form", "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n", 400},
    {"relative target", with_target("x"), 400},
    {"other scheme", with_target("ftp://a/x"), 400},
    {"scheme without host", with_target("http:///x"), 400},
    {"tab in the target", with_target("/a\tb"), 400},
    {"NUL in the target", with_target(std::string("/a\0b", 4)), 400},
    {"DEL in the target", with_target("/a\x7f"), 400},
    {"escape in the target", with_target("/\x1b[1m"), 400},
    {"fragment in the target", with_target("/a#b"), 400},
    {"unknown expectation", with_header("Expect: a-miracle"), 417},
    {"long target", with_target("/" + std::string(8 * 1024, 'a')), 414},
    {"target without end", "GET /" + std::string(20 * 1024, 'a'), 414},
    {"body too large", with_header("Content-Length: 1048577"), 413},
    {"chunk too large", with_chunks("100001\r\n"), 413},
    {"chunks too large together", with_chunks("80000\r\n" + std::string(0x80000, 'c') + "\r\n80001\r\n"), 413},
    {"201 headers", many_headers(200), 431},
    {"10,000 headers", many_headers(10'000), 431},
    {"one long header", with_header("X: " + std::string(70'000, 'v')), 431},
    {"head without end", "GET / HTTP/1.1\r\nX: " + std::string(200'000, 'v'), 431},
};

TEST(Malformed, IsRefusedAndTheConnectionClosed) {
  std::atomic<int> handled = 0;
  RunningServer server([&](Exchange& exchange) {
    ++handled;
    exchange.finish();
  });
  for (const Malformed& one : malformed) {
    SCOPED_TRACE(one.what);
    RawClient client(server);
    client.send(one.bytes + get("/smuggled"));
    const std::string answer = client.read_all();
    EXPECT_EQ(status_of(answer), one.status);
    EXPECT_TRUE(client.closed());
    EXPECT_EQ(header_of(answer, "Connection"), "close");
    EXPECT_TRUE(body_of(answer).starts_with("{\"code\":" + std::to_string(one.status) + ",\"title\":\"")) << answer;
    EXPECT_EQ(answer.find("Server:"), answer.rfind("Server:")) << "a second answer";
  }
  EXPECT_EQ(handled, 0);
  EXPECT_EQ(server->counts().refused, malformed.size());
}

TEST(Malformed, DoesNotDisturbThePipelinedRequestBefore) {
  RunningServer server(echo);
  RawClient client(server);
  client.send(get("/good") + "garbage\r\n\r\n" + get("/never"));
  EXPECT_EQ(body_of(client.read_answer()), "GET /good  ");
  EXPECT_EQ(status_of(client.read_all()), 400);
}

// A client that is still sending its large body must be able to read why it was refused: no reset takes it away.
TEST(Malformed, TheRefusalReachesAClientThatIsStillSending) {
  RunningServer server(echo);
  RawClient client(server);
  client.send(with_header("Content-Length: 5000000"));
  for (int i = 0; i < 50; ++i) {
    client.send(std::string(100'000, 'x'));
    std::this_thread::sleep_for(1ms);
  }
  EXPECT_EQ(status_of(client.read_all()), 413);
}

TEST(Malformed, UnusualButGoodRequestsAreTaken) {
  RunningServer server(echo);
  const std::vector<std::pair<std::string, std::string>> good = {
      {"GET http://a.example:80/p?q HTTP/1.1\r\nHost: a\r\n\r\n", "GET /p q "},
      {"GET HTTPS://a?q=1 HTTP/1.1\r\nHost: a\r\n\r\n", "GET / q=1 "},
      {"GET http://a HTTP/1.1\r\nHost: a\r\n\r\n", "GET /  "},
      {"\r\nGET /after-an-empty-line HTTP/1.1\r\nHost: a\r\n\r\n", "GET /after-an-empty-line  "},
      {"BREW /pot HTTP/1.1\r\nHost:\r\n\r\n", "BREW /pot  "},
      {"GET /a HTTP/1.1\r\nhOST:\t a.b:80 \t\r\nX:\r\n\r\n", "GET /a  "},
      {"GET /%00%0d?%0a HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", "GET /%00%0d %0a "},
      {"GET /\xc3\xa4 HTTP/1.1\r\nHost: a\r\n\r\n", "GET /\xc3\xa4  "},
      {"POST / HTTP/1.1\r\nHost: a\r\ntransfer-encoding: CHUNKED\r\n\r\n00000A\r\n0123456789\r\n0\r\n\r\n",
       "POST /  0123456789"},
      {many_headers(199), "GET /  "},
      {with_target("/" + std::string(8 * 1024 - 1, 'a')), "GET /" + std::string(8 * 1024 - 1, 'a') + "  "},
  };
  for (const auto& [bytes, body] : good) {
    RawClient client(server);
    client.send(bytes);
    EXPECT_EQ(body_of(client.read_answer()), body);
  }
}

TEST(Malformed, TenThousandHeadersAreRefusedQuickly) {
  RunningServer server(echo);
  const std::string bytes = many_headers(10'000);
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < 20; ++i) {
    RawClient client(server);
    client.send(bytes);
    EXPECT_EQ(status_of(client.read_answer()), 431);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, 1s);
}

}  // namespace
}  // namespace http
