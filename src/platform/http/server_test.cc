#include "http/server.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <atomic>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

#include "http/world_test.h"

namespace http {
namespace {

TEST(Server, AnswersManyRequestsOnOneConnection) {
  RunningServer server(echo);
  RawClient client(server);
  for (int i = 0; i < 100; ++i) {
    client.send(get("/a/" + std::to_string(i) + "?q=1"));
    const std::string answer = client.read_answer();
    EXPECT_EQ(status_of(answer), 200);
    EXPECT_EQ(body_of(answer), "GET /a/" + std::to_string(i) + " q=1 ");
  }
  EXPECT_EQ(server->counts().requests, 100u);
  EXPECT_EQ(server->counts().connections_accepted, 1u);
}

TEST(Server, SaysWhoAndWhen) {
  RunningServer server(echo);
  RawClient client(server);
  client.send(get("/"));
  const std::string answer = client.read_answer();
  EXPECT_EQ(header_of(answer, "Server"), "plenary");
  EXPECT_EQ(header_of(answer, "Content-Type"), "text/plain");
  EXPECT_TRUE(header_of(answer, "Date").ends_with(" GMT"));
  EXPECT_EQ(header_of(answer, "Connection"), "");
}

TEST(Server, AnswersPipelinedRequestsInOrder) {
  RunningServer server(echo);
  RawClient client(server);
  std::string all;
  for (int i = 0; i < 1000; ++i)
    all += i % 3 == 0 ? post("/" + std::to_string(i), "some body") : get("/" + std::to_string(i));
  std::thread sender([&] { client.send(all); });
  for (int i = 0; i < 1000; ++i) {
    const std::string expected =
        i % 3 == 0 ? "POST /" + std::to_string(i) + "  some body" : "GET /" + std::to_string(i) + "  ";
    EXPECT_EQ(body_of(client.read_answer()), expected);
  }
  sender.join();
}

// Some answers come at once, some later from other threads: the order on the wire stays that of the requests.
TEST(Server, KeepsTheOrderWhenOtherThreadsFinish) {
  std::vector<std::thread> threads;
  std::mutex mutex;
  RunningServer server([&](Exchange& exchange) {
    if (exchange.request().path.ends_with("3") || exchange.request().path.ends_with("7")) {
      const std::lock_guard lock(mutex);
      threads.emplace_back([&exchange] {
        std::this_thread::sleep_for(1ms);
        echo(exchange);
      });
    } else {
      echo(exchange);
    }
  });
  RawClient client(server);
  std::string all;
  for (int i = 0; i < 200; ++i) all += get("/" + std::to_string(i));
  client.send(all);
  for (int i = 0; i < 200; ++i) EXPECT_EQ(body_of(client.read_answer()), "GET /" + std::to_string(i) + "  ");
  server.stop();
  for (std::thread& thread : threads) thread.join();
}

TEST(Server, FinishAfterTheClientHasGoneIsHarmless) {
  std::atomic<Exchange*> waiting = nullptr;
  RunningServer server([&](Exchange& exchange) { waiting = &exchange; });
  {
    RawClient client(server);
    client.send(post("/", "text"));
    ASSERT_TRUE(soon([&] { return waiting.load() != nullptr; }));
    client.reset();
  }
  std::this_thread::sleep_for(20ms);
  EXPECT_EQ(waiting.load()->request().body, "text");  // still there for the handler
  waiting.load()->response().body = "too late";
  waiting.load()->finish();
  EXPECT_TRUE(soon([&] { return server->counts().connections_open == 0; }));
}

TEST(Server, FinishAfterTheServerHasGoneIsHarmless) {
  std::atomic<Exchange*> waiting = nullptr;
  {
    RunningServer server([&](Exchange& exchange) { waiting = &exchange; }, {.stop_deadline = 50ms});
    RawClient client(server);
    client.send(get("/"));
    ASSERT_TRUE(soon([&] { return waiting.load() != nullptr; }));
    server.stop();
  }
  EXPECT_EQ(waiting.load()->request().path, "/");
  waiting.load()->finish();
}

TEST(Server, HeadHasTheLengthAndNoBody) {
  RunningServer server(echo);
  RawClient client(server);
  client.send("HEAD /x HTTP/1.1\r\nHost: a\r\n\r\n" + get("/y"));
  const std::string head = client.read_answer(true);
  EXPECT_EQ(header_of(head, "Content-Length"), "9");
  EXPECT_EQ(body_of(client.read_answer()), "GET /y  ");
}

TEST(Server, NoContentHasNoBody) {
  RunningServer server([](Exchange& exchange) {
    exchange.response().status = exchange.request().path == "/304" ? 304 : 204;
    exchange.response().body = "must not be seen";
    exchange.finish();
  });
  RawClient client(server);
  client.send(get("/204") + get("/304") + get("/204", "Connection: close\r\n"));
  const std::string answers = client.read_all();
  EXPECT_TRUE(client.closed());
  EXPECT_EQ(answers.find("must not be seen"), std::string::npos);
  EXPECT_EQ(answers.find("Content-Length"), std::string::npos);
  EXPECT_NE(answers.find("304 Not Modified"), std::string::npos);
}

TEST(Server, OldClientsGetTheirConnectionClosedUnlessTheyAsk) {
  RunningServer server(echo);
  RawClient old(server);
  old.send("GET / HTTP/1.0\r\n\r\n");
  EXPECT_EQ(header_of(old.read_all(), "Connection"), "close");
  EXPECT_TRUE(old.closed());
  RawClient asks(server);
  asks.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_EQ(header_of(asks.read_answer(), "Connection"), "keep-alive");
  asks.send("GET /2 HTTP/1.0\r\n\r\n");
  EXPECT_EQ(body_of(asks.read_all()), "GET /2  ");
}

TEST(Server, ClosesWhenAsked) {
  RunningServer server(echo);
  RawClient client(server);
  client.send(get("/1", "Connection: close\r\n") + get("/2"));
  const std::string answers = client.read_all();
  EXPECT_EQ(header_of(answers, "Connection"), "close");
  EXPECT_EQ(body_of(answers), "GET /1  ");
  EXPECT_TRUE(client.closed());
}

TEST(Server, TakesChunkedBodies) {
  RunningServer server(echo);
  RawClient client(server);
  const std::string head = "POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  const std::string all = head + "4\r\nWiki\r\n5;ext=1\r\npedia\r\n0\r\nTrailer: x\r\n\r\n" + get("/next");
  for (const char byte : all) client.send({&byte, 1});
  EXPECT_EQ(body_of(client.read_answer()), "POST /c  Wikipedia");
  EXPECT_EQ(body_of(client.read_answer()), "GET /next  ");
}

TEST(Server, TakesLargeBodies) {
  RunningServer server(echo);
  RawClient client(server);
  const std::string body(1024 * 1024, 'b');
  for (int i = 0; i < 3; ++i) {
    client.send(post("/", body));
    EXPECT_EQ(body_of(client.read_answer()), "POST /  " + body);
  }
}

TEST(Server, SaysContinueToThoseWhoWait) {
  RunningServer server(echo);
  RawClient client(server);
  client.send("PUT / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
  EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("abc");
  EXPECT_EQ(body_of(client.read_answer()), "PUT /  abc");
}

TEST(Server, SaysNoContinueWhenTheBodyIsThereOrTooLarge) {
  RunningServer server(echo);
  RawClient client(server);
  client.send("PUT / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabc");
  EXPECT_EQ(status_of(client.read_answer()), 200);
  client.send("PUT / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 30000000\r\n\r\n");
  EXPECT_EQ(status_of(client.read_all()), 413);
  EXPECT_TRUE(client.closed());
}

TEST(Server, NumbersRequestsUnlessTheClientDid) {
  std::string seen;
  RunningServer server([&](Exchange& exchange) {
    seen = exchange.request().id;
    exchange.finish();
  });
  RawClient client(server);
  std::set<std::string> ids;
  for (int i = 0; i < 10; ++i) {
    client.send(get("/"));
    const std::string id = header_of(client.read_answer(), "X-Request-Id");
    EXPECT_EQ(id, seen);
    ids.insert(id);
  }
  EXPECT_EQ(ids.size(), 10u);
  client.send(get("/", "X-Request-Id: trace_1.a-B\r\n"));
  EXPECT_EQ(header_of(client.read_answer(), "X-Request-Id"), "trace_1.a-B");
  client.send(get("/", "X-Request-Id: <script>\r\n"));
  EXPECT_NE(header_of(client.read_answer(), "X-Request-Id"), "<script>");
}

TEST(Server, HandlersCannotSplitAnAnswerNorBreakItsFraming) {
  RunningServer server([](Exchange& exchange) {
    exchange.response().add("Location", "/a\r\nSet-Cookie: evil=1\r\n\r\n<html>");
    exchange.response().add("X-Bad\r\nName", "v");
    exchange.response().add("Content-Length", "999");
    exchange.response().add("Transfer-Encoding", "chunked");
    exchange.response().body = "{}";
    exchange.finish();
  });
  RawClient client(server);
  client.send(get("/"));
  const std::string answer = client.read_answer();
  EXPECT_EQ(header_of(answer, "Location"), "/aSet-Cookie: evil=1<html>");
  EXPECT_EQ(header_of(answer, "X-BadName"), "v");
  EXPECT_EQ(header_of(answer, "Content-Length"), "2");
  EXPECT_EQ(header_of(answer, "Transfer-Encoding"), "");
}

TEST(Server, AnExceptionInAHandlerCostsOneAnswer) {
  RunningServer server([](Exchange& exchange) {
    exchange.response().add("X-Half", "done");
    if (exchange.request().path == "/bad") throw std::runtime_error("oops");
    exchange.finish();
  });
  RawClient client(server);
  client.send(get("/bad") + get("/good"));
  const std::string bad = client.read_answer();
  EXPECT_EQ(status_of(bad), 500);
  EXPECT_EQ(header_of(bad, "X-Half"), "");
  EXPECT_EQ(bad.find("oops"), std::string::npos);
  EXPECT_EQ(status_of(client.read_answer()), 200);
}

TEST(Server, BelievesTrustedProxiesOnly) {
  const auto handler = [](Exchange& exchange) {
    exchange.response().body = exchange.request().client;
    exchange.finish();
  };
  const std::string request = get("/", "X-Forwarded-For: 6.6.6.6, 203.0.113.9, 127.0.0.1\r\n");
  RunningServer alone(handler);
  RawClient direct(alone);
  direct.send(request);
  EXPECT_EQ(body_of(direct.read_answer()), "127.0.0.1");
  RunningServer behind(handler, {.trusted_proxies = {"127.0.0.0/8"}});
  RawClient forwarded(behind);
  forwarded.send(request);
  EXPECT_EQ(body_of(forwarded.read_answer()), "203.0.113.9");
}

TEST(Server, SpreadsFewConnectionsEvenly) {
  RunningServer server(
      [](Exchange& exchange) {
        exchange.response().body = std::to_string(exchange.thread());
        exchange.finish();
      },
      {.threads = 2});
  std::vector<std::unique_ptr<RawClient>> clients;
  int on_first = 0;
  for (int i = 0; i < 8; ++i) {
    clients.push_back(std::make_unique<RawClient>(server));
    clients.back()->send(get("/"));
    if (body_of(clients.back()->read_answer()) == "0") ++on_first;
  }
  EXPECT_EQ(on_first, 4);
}

TEST(Server, ServesManyConnectionsAtOnce) {
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  const std::size_t many = std::min<std::size_t>(3000, (files.rlim_cur - 100) / 2);
  RunningServer server(echo);
  std::vector<std::unique_ptr<RawClient>> clients;
  for (std::size_t i = 0; i < many; ++i) {
    clients.push_back(std::make_unique<RawClient>(server));
    ASSERT_TRUE(clients.back()->connected());
  }
  for (int round = 0; round < 2; ++round) {
    for (auto& client : clients) client->send(get("/many"));
    for (auto& client : clients) ASSERT_EQ(body_of(client->read_answer()), "GET /many  ");
  }
  EXPECT_EQ(server->counts().connections_open, many);
  clients.clear();
  EXPECT_TRUE(soon([&] { return server->counts().connections_open == 0; }));
}

TEST(Server, RefusesConnectionsBeyondItsLimit) {
  RunningServer server(echo, {.max_connections = 2});
  RawClient first(server), second(server);
  first.send(get("/"));
  second.send(get("/"));
  EXPECT_EQ(status_of(first.read_answer()), 200);
  EXPECT_EQ(status_of(second.read_answer()), 200);
  RawClient third(server);
  EXPECT_TRUE(third.is_closed_within(1s));
  first.close();
  EXPECT_TRUE(soon([&] { return server->counts().connections_open == 1; }));
  RawClient fourth(server);
  fourth.send(get("/"));
  EXPECT_EQ(status_of(fourth.read_answer()), 200);
}

TEST(Server, ListensOnIpv6) {
  Server server({.address = "[::1]", .port = 0}, echo);
  EXPECT_TRUE(server.url().starts_with("http://[::1]:"));
}

TEST(Server, SaysWhichAddressItCannotBind) {
  RunningServer server(echo);
  try {
    Server second({.port = server.port()}, echo);
    FAIL() << "two servers on one port";
  } catch (const std::exception& error) {
    EXPECT_NE(std::string(error.what()).find(std::to_string(server.port())), std::string::npos) << error.what();
  }
}

}  // namespace
}  // namespace http
