#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "http/world_test.h"

namespace http {
namespace {

using std::chrono::steady_clock;

// Sends one byte every 20 ms until the server answers or closes; returns how long it was let to.
std::chrono::milliseconds trickle(RawClient& client, const std::string& bytes) {
  const auto start = steady_clock::now();
  for (const char byte : bytes) {
    if (!client.send({&byte, 1}) || client.is_closed_within(20ms)) break;
  }
  return std::chrono::duration_cast<std::chrono::milliseconds>(steady_clock::now() - start);
}

TEST(Deadlines, EndAHeadThatTrickles) {
  RunningServer server(echo, {.head_deadline = 200ms});
  RawClient client(server);
  const auto time = trickle(client, get("/" + std::string(500, 'a')));
  EXPECT_GE(time, 180ms);
  EXPECT_LT(time, 1500ms);
  EXPECT_EQ(status_of(client.read_all()), 408);
}

TEST(Deadlines, EndABodyThatTrickles) {
  RunningServer server(echo, {.body_deadline = 200ms});
  RawClient client(server);
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n");
  EXPECT_LT(trickle(client, std::string(500, 'a')), 1500ms);
  EXPECT_EQ(status_of(client.read_all()), 408);
}

TEST(Deadlines, EndAChunkedBodyThatTrickles) {
  RunningServer server(echo, {.body_deadline = 200ms});
  RawClient client(server);
  client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
  std::string chunks;
  for (int i = 0; i < 200; ++i) chunks += "1\r\na\r\n";
  EXPECT_LT(trickle(client, chunks), 1500ms);
  EXPECT_EQ(status_of(client.read_all()), 408);
}

TEST(Deadlines, SlowHeadsCostNobodyElse) {
  RunningServer server(echo, {.head_deadline = 500ms});
  std::vector<std::unique_ptr<RawClient>> slow;
  for (int i = 0; i < 200; ++i) {
    slow.push_back(std::make_unique<RawClient>(server));
    slow.back()->send("GET / HTTP/1.1\r\nX-a: ");
  }
  RawClient quick(server);
  quick.send(get("/"));
  EXPECT_EQ(status_of(quick.read_answer()), 200);
  for (auto& client : slow) EXPECT_EQ(status_of(client->read_all()), 408);
  EXPECT_EQ(server->counts().refused, 200u);
}

TEST(Deadlines, CloseIdleConnectionsWithoutAWord) {
  RunningServer server(echo, {.idle_deadline = 100ms});
  RawClient fresh(server), used(server);
  used.send(get("/"));
  EXPECT_EQ(status_of(used.read_answer()), 200);
  EXPECT_EQ(fresh.read_all(), "");
  EXPECT_EQ(used.read_all(), "");
  EXPECT_TRUE(fresh.closed() && used.closed());
}

TEST(Deadlines, StartAnewWithEachRequest) {
  RunningServer server(echo, {.head_deadline = 150ms, .body_deadline = 150ms});
  RawClient client(server);
  for (int i = 0; i < 6; ++i) {
    client.send("POST / HTTP/1.1\r\n");
    std::this_thread::sleep_for(40ms);
    client.send("Host: a\r\nContent-Length: 2\r\n\r\na");
    std::this_thread::sleep_for(40ms);
    client.send("b");
    ASSERT_EQ(status_of(client.read_answer()), 200);
  }
}

TEST(Deadlines, GiveASlowHandlerAllItsTime) {
  std::thread later;
  RunningServer server(
      [&](Exchange& exchange) {
        later = std::thread([&exchange] {
          std::this_thread::sleep_for(300ms);
          echo(exchange);
        });
      },
      {.head_deadline = 50ms, .body_deadline = 50ms, .idle_deadline = 50ms, .write_deadline = 50ms});
  RawClient client(server);
  client.send(get("/"));
  EXPECT_EQ(status_of(client.read_answer()), 200);
  later.join();
}

TEST(Deadlines, CutAClientThatTakesNothing) {
  RunningServer server(
      [](Exchange& exchange) {
        exchange.response().content_type = "application/octet-stream";
        exchange.response().body.assign(8 * 1024 * 1024, 'x');
        exchange.finish();
      },
      {.write_deadline = 200ms});
  RawClient client(server, 4096);
  client.send(get("/"));
  EXPECT_TRUE(soon([&] { return server->counts().connections_open == 1; }));
  EXPECT_TRUE(soon([&] { return server->counts().connections_open == 0; }, 10s));
}

TEST(Deadlines, LetASlowReaderTakeItsTime) {
  const std::size_t size = 8 * 1024 * 1024;
  RunningServer server(
      [](Exchange& exchange) {
        exchange.response().content_type = "application/octet-stream";
        exchange.response().body.assign(8 * 1024 * 1024, 'x');
        exchange.finish();
      },
      {.write_deadline = 600ms});
  RawClient client(server, 64 * 1024);
  client.send(get("/"));
  client.read_until("\r\n\r\n");
  std::size_t taken = 0;
  for (std::size_t part; taken < size && (part = client.read_bytes(256 * 1024).size()) > 0; taken += part) {
    std::this_thread::sleep_for(40ms);  // more than a second altogether
  }
  EXPECT_EQ(taken, size);
}

TEST(Deadlines, HalfARequestAndThenNothing) {
  RunningServer server(echo);
  RawClient half(server);
  half.send("GET / HTTP/1.1\r\nHo");
  half.finish_sending();
  EXPECT_EQ(half.read_all(), "");
  EXPECT_TRUE(half.closed());
  RawClient whole(server);
  whole.send(get("/a") + get("/b"));
  whole.finish_sending();
  EXPECT_EQ(body_of(whole.read_answer()), "GET /a  ");
  EXPECT_EQ(body_of(whole.read_answer()), "GET /b  ");
  EXPECT_TRUE(whole.is_closed_within(1s));
}

}  // namespace
}  // namespace http
