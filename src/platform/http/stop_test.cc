#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "http/world_test.h"

namespace http {
namespace {

using std::chrono::steady_clock;

TEST(Stop, EndsIdleConnectionsAtOnce) {
  RunningServer server(echo);
  RawClient fresh(server), used(server);
  used.send(get("/"));
  used.read_answer();
  const auto start = steady_clock::now();
  server.stop();
  EXPECT_LT(steady_clock::now() - start, 500ms);
  EXPECT_TRUE(fresh.is_closed_within(1s));
  EXPECT_TRUE(used.is_closed_within(1s));
  EXPECT_FALSE(RawClient(server).connected());
}

TEST(Stop, FinishesTheRequestInFlight) {
  std::atomic<Exchange*> waiting = nullptr;
  RunningServer server([&](Exchange& exchange) { waiting = &exchange; });
  RawClient client(server);
  client.send(get("/in-flight") + get("/too-late"));
  ASSERT_TRUE(soon([&] { return waiting.load() != nullptr; }));
  std::thread finisher([&] {
    std::this_thread::sleep_for(200ms);
    echo(*waiting);
  });
  server.stop();
  const std::string answer = client.read_all();
  EXPECT_EQ(status_of(answer), 200);
  EXPECT_EQ(header_of(answer, "Connection"), "close");
  EXPECT_EQ(body_of(answer), "GET /in-flight  ");
  EXPECT_TRUE(client.closed());
  finisher.join();
}

TEST(Stop, TakesTheRestOfARequestThatHasBegun) {
  RunningServer server(echo);
  RawClient client(server);
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nab");
  ASSERT_TRUE(soon([&] { return server->counts().connections_accepted == 1; }));
  std::this_thread::sleep_for(50ms);
  server->stop();
  std::this_thread::sleep_for(50ms);
  client.send("cd");
  EXPECT_EQ(body_of(client.read_all()), "POST /  abcd");
}

TEST(Stop, CutsWhoeverIsStuck) {
  std::atomic<int> handled = 0;
  std::atomic<Exchange*> unfinished = nullptr;
  RunningServer server(
      [&](Exchange& exchange) {
        ++handled;
        if (exchange.request().path == "/never") {
          unfinished = &exchange;
          return;
        }
        exchange.response().content_type = "application/octet-stream";
        if (exchange.request().path == "/stream") {
          exchange.response().stream = [](std::string& out) {
            out.assign(10'000, 'x');
            return true;
          };
        } else {
          exchange.response().body.assign(8 * 1024 * 1024, 'x');
        }
        exchange.finish();
      },
      {.stop_deadline = 300ms});
  RawClient deaf(server, 4096), never(server), stream(server, 4096), half(server);
  deaf.send(get("/large"));
  never.send(get("/never"));
  stream.send(get("/stream"));
  half.send("GET / HT");
  ASSERT_TRUE(soon([&] { return handled == 3; }, 10s));
  const auto start = steady_clock::now();
  server.stop();
  EXPECT_LT(steady_clock::now() - start, 1s);
  EXPECT_GE(steady_clock::now() - start, 250ms);
  unfinished.load()->finish();
}

TEST(Stop, DoesNotWaitForSleepingEventStreams) {
  RunningServer server([](Exchange& exchange) {
    exchange.response().content_type = "text/event-stream";
    exchange.response().stream = [](std::string&) { return true; };
    exchange.finish();
  });
  RawClient client(server);
  client.send(get("/events"));
  client.read_until("\r\n\r\n");
  const auto start = steady_clock::now();
  server.stop();
  EXPECT_LT(steady_clock::now() - start, 1s);
  EXPECT_EQ(client.read_all(), "0\r\n\r\n") << "a whole answer, not a broken one";
}

TEST(Stop, UnderLoadLosesNoRequestThatWasAnswered) {
  RunningServer server(echo, {.threads = 2});
  std::atomic<bool> failed = false;
  std::vector<std::thread> clients;
  for (int i = 0; i < 8; ++i) {
    clients.emplace_back([&] {
      RawClient client(server);
      for (;;) {
        if (!client.send(get("/x"))) return;
        const std::string answer = client.read_answer();
        if (answer.empty()) return;  // closed between two requests
        if (body_of(answer) != "GET /x  ") failed = true;
        if (header_of(answer, "Connection") == "close") return;
      }
    });
  }
  std::this_thread::sleep_for(100ms);
  server.stop();
  for (std::thread& client : clients) client.join();
  EXPECT_FALSE(failed);
}

TEST(Stop, BeforeRunMakesRunReturn) {
  Server server({.port = 0}, echo);
  server.stop();
  server.run();
}

TEST(Stop, TwiceIsOnce) {
  RunningServer server(echo);
  server->stop();
  server->stop();
}

}  // namespace
}  // namespace http
