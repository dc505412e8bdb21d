#include "fetch/fetch.h"

#include <gtest/gtest.h>

#include <thread>

#include "http/server.h"

namespace fetch {
namespace {

// A server of our own, which answers by the path that is asked for.
class World : public ::testing::Test {
 protected:
  World() : server_({.port = 0}, [this](http::Exchange& exchange) { answer(exchange); }) {
    thread_ = std::thread([this] { server_.run(); });
  }
  ~World() override {
    server_.stop();
    thread_.join();
  }

  std::string url(const std::string& path) { return server_.url() + path; }
  std::string failure(const Request& request, const Limits& limits = {}) {
    try {
      send(request, limits);
      return "none";
    } catch (const Failed& error) {
      return error.what();
    }
  }

  std::atomic<int> asked = 0;

 private:
  void answer(http::Exchange& exchange) {
    ++asked;
    const auto& request = exchange.request();
    auto& response = exchange.response();
    if (request.path == "/echo") {
      response.body =
          std::string(request.method) + ' ' + std::string(request.header("X-Mark")) + ' ' + std::string(request.body);
    } else if (request.path == "/large") {
      response.body = std::string(5000, 'x');
    } else if (request.path == "/elsewhere") {
      response.status = 302;
      response.add("Location", url("/echo"));
    } else if (request.path == "/drip") {
      response.stream = [n = 0](std::string& out) mutable {
        out += '.';
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        return ++n < 100;
      };
    } else {
      response.status = 404;
    }
    exchange.finish();
  }

  http::Server server_;
  std::thread thread_;
};

using Fetch = World;

TEST_F(Fetch, BringsTheAnswerWhateverItsStatus) {
  const auto answer = send({"POST", url("/echo"), {{"X-Mark", "seen"}}, "a=1"});
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "POST seen a=1");
  EXPECT_EQ(send({.url = url("/nothing")}).status, 404);
}

TEST_F(Fetch, FollowsNoRedirect) {
  EXPECT_EQ(send({.url = url("/elsewhere")}).status, 302);
  EXPECT_EQ(asked, 1);
}

TEST_F(Fetch, TakesNoMoreThanTheLimit) {
  EXPECT_EQ(send({.url = url("/large")}, {.largest = 5000}).body.size(), 5000U);
  EXPECT_NE(failure({.url = url("/large")}, {.largest = 4999}).find("larger than 4999 bytes"), std::string::npos);
}

TEST_F(Fetch, WaitsNoLongerThanItsDeadlineForAServerThatDrips) {
  const auto from = std::chrono::steady_clock::now();
  EXPECT_NE(failure({.url = url("/drip")}, {.whole = std::chrono::milliseconds(200)}), "none");
  EXPECT_LT(std::chrono::steady_clock::now() - from, std::chrono::seconds(1));
}

TEST_F(Fetch, SaysWhoGaveNoAnswerWithoutTheQuery) {
  const auto said = failure({.url = "http://127.0.0.1:1/keys?secret=x"});
  EXPECT_TRUE(said.starts_with("http://127.0.0.1:1/keys gave no answer: ")) << said;
}

TEST_F(Fetch, AsksNobodyByPlainHttpElsewhere) {
  EXPECT_NE(failure({.url = "http://example.org/"}).find("is not asked"), std::string::npos);
  EXPECT_NE(failure({.url = "file:///etc/passwd"}).find("is not asked"), std::string::npos);
}

TEST_F(Fetch, SendsNoHeaderThatWouldBeTwo) {
  EXPECT_EQ(send({"GET", url("/echo"), {{"X-Mark", "a\r\nX-Other: b"}}}).body, "GET  ");
}

}  // namespace
}  // namespace fetch
