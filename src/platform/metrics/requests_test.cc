#include "metrics/requests.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "metrics/exposition_test.h"

namespace metrics {
namespace {

std::string total(const std::string& status) {
  return R"(plenary_http_requests_total{method="GET",route="/v1/stories/{id}",status=")" + status + "\"}";
}

TEST(Requests, AreCountedByStatus) {
  Registry registry;
  Requests requests(registry, "GET", "/v1/stories/{id}");
  EXPECT_EQ(Exposition(registry.text()).size(), 0);  // nothing happened, nothing to tell

  for (const int status : {200, 200, 404, 431, 451, 499, 599, 0, 700}) requests.count(status, 0.001);
  const Exposition exposition(registry.text());
  EXPECT_EQ(exposition.at(total("200")), 2);
  EXPECT_EQ(exposition.at(total("404")), 1);
  EXPECT_EQ(exposition.at(total("4xx")), 3);
  EXPECT_EQ(exposition.at(total("5xx")), 3);
  EXPECT_EQ(exposition.at(R"(plenary_http_request_duration_seconds_count{method="GET",route="/v1/stories/{id}"})"), 9);
}

TEST(Requests, AreExactWithEightThreadsWhileSomebodyReads) {
  Registry registry;
  Requests requests(registry, "GET", "/v1/stories/{id}");
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 50'000; ++i) requests.count(i % 10 == 0 ? 404 : 200, 0.0002);
    });
  }
  for (int i = 0; i < 20; ++i) Exposition(registry.text());
  for (auto& thread : threads) thread.join();
  const Exposition exposition(registry.text());
  EXPECT_EQ(exposition.at(total("200")), 360'000);
  EXPECT_EQ(exposition.at(total("404")), 40'000);
}

}  // namespace
}  // namespace metrics
