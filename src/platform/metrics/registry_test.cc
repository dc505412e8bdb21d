#include "metrics/registry.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <thread>
#include <vector>

#include "metrics/exposition_test.h"

namespace metrics {
namespace {

template <class Work>
void in_threads(int threads, Work work) {
  std::vector<std::thread> all;
  for (int t = 0; t < threads; ++t) all.emplace_back(work);
  for (auto& thread : all) thread.join();
}

TEST(Registry, IsWrittenAsPrometheusReadsIt) {
  Registry registry;
  registry.counter("plenary_b_total", "Bs.", {{"kind", "x"}}).add(3);
  registry.gauge("plenary_a", "As.").set(1.5);
  registry.ask(Kind::gauge, "plenary_c", "Cs.", {}, [] { return 7.0; });
  EXPECT_EQ(registry.text(),
            "# HELP plenary_a As.\n# TYPE plenary_a gauge\nplenary_a 1.5\n"
            "# HELP plenary_b_total Bs.\n# TYPE plenary_b_total counter\nplenary_b_total{kind=\"x\"} 3\n"
            "# HELP plenary_c Cs.\n# TYPE plenary_c gauge\nplenary_c 7\n");
}

TEST(Registry, EscapesLabels) {
  Registry registry;
  registry.counter("plenary_a_total", "As.", {{"name", "\"quoted\" \\ and\nbroken"}}).add();
  const Exposition exposition(registry.text());
  EXPECT_EQ(exposition.at(R"(plenary_a_total{name="\"quoted\" \\ and\nbroken"})"), 1);
}

TEST(Registry, GivesTheSameMetricForTheSameNameAndLabels) {
  Registry registry;
  auto& first = registry.counter("plenary_a_total", "As.", {{"x", "1"}, {"y", "2"}});
  EXPECT_EQ(&first, &registry.counter("plenary_a_total", "As.", {{"y", "2"}, {"x", "1"}}));
  EXPECT_NE(&first, &registry.counter("plenary_a_total", "As.", {{"x", "1"}}));
}

TEST(Registry, RefusesWhatPrometheusWouldNotRead) {
  Registry registry;
  registry.counter("plenary_a_total", "As.");
  EXPECT_THROW(registry.gauge("plenary_a_total", "As."), std::logic_error);
  EXPECT_THROW(registry.counter("plenary-b", "Bs."), std::logic_error);
  EXPECT_THROW(registry.counter("plenary_b", "Two\nlines."), std::logic_error);
  EXPECT_THROW(registry.counter("plenary_b", "Bs.", {{"a-b", "x"}}), std::logic_error);
}

TEST(Questions, AreAskedAtEachReadingAndMayFail) {
  Registry registry;
  int asked = 0;
  registry.ask(Kind::counter, "plenary_asked_total", "Asked.", {}, [&] { return static_cast<double>(++asked); });
  registry.ask(Kind::gauge, "plenary_broken", "Broken.", {}, []() -> double { throw std::runtime_error("broken"); });
  registry.ask(Kind::gauge, "plenary_nested", "Uses the registry.", {}, [&] {
    registry.counter("plenary_late_total", "Late.").add();
    return 1.0;
  });
  EXPECT_EQ(Exposition(registry.text()).at("plenary_asked_total"), 1);
  const Exposition second(registry.text());
  EXPECT_EQ(second.at("plenary_asked_total"), 2);
  EXPECT_FALSE(second.has("plenary_broken"));
  EXPECT_EQ(second.at("plenary_late_total"), 1);
}

TEST(Counters, AreExactWithEightThreads) {
  Registry registry;
  auto& counter = registry.counter("plenary_a_total", "As.");
  auto& gauge = registry.gauge("plenary_b", "Bs.");
  in_threads(8, [&] {
    for (int i = 0; i < 100'000; ++i) counter.add(), gauge.add(i % 2 == 0 ? 1 : -1);
  });
  EXPECT_EQ(counter.value(), 800'000);
  EXPECT_EQ(gauge.value(), 0);
}

TEST(Histograms, AreExactWithEightThreads) {
  Histogram histogram;
  in_threads(8, [&] {
    for (int i = 0; i < 100'000; ++i) histogram.observe(0.25);
  });
  EXPECT_EQ(histogram.read().cumulative.back(), 800'000);
  EXPECT_EQ(histogram.read().sum, 200'000);
}

TEST(Histograms, CountUpwards) {
  Registry registry;
  auto& histogram = registry.histogram("plenary_seconds", "Seconds.", {{"of", "x"}});
  for (const double seconds : {0.00005, 0.0001, 0.00011, 0.02, 9.0, 10.0, 11.0, 500.0}) histogram.observe(seconds);
  const Exposition exposition(registry.text());
  const auto bucket = [&](const std::string& le) {
    return exposition.at("plenary_seconds_bucket{of=\"x\",le=\"" + le + "\"}");
  };
  EXPECT_EQ(bucket("0.0001"), 2);  // a bound belongs to its range
  EXPECT_EQ(bucket("0.00025"), 3);
  EXPECT_EQ(bucket("0.01"), 3);
  EXPECT_EQ(bucket("0.025"), 4);
  EXPECT_EQ(bucket("5"), 4);
  EXPECT_EQ(bucket("10"), 6);
  EXPECT_EQ(bucket("+Inf"), 8);
  EXPECT_EQ(exposition.at("plenary_seconds_count{of=\"x\"}"), 8);
  EXPECT_NEAR(exposition.at("plenary_seconds_sum{of=\"x\"}"), 530.02026, 1e-6);
  EXPECT_EQ(exposition.size(), duration_bounds().size() + 3);
}

TEST(Histograms, TakeOtherBounds) {
  const double sizes[] = {1, 8, 64};
  Histogram histogram(sizes);
  for (int i = 0; i < 100; ++i) histogram.observe(i);
  EXPECT_EQ(histogram.read().cumulative, (std::vector<std::uint64_t>{2, 9, 65, 100}));
}

}  // namespace
}  // namespace metrics
