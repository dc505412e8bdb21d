#include "log/log.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>  // must get along with namespace logging
#include <thread>
#include <vector>

namespace logging {
namespace {

// What `work` logs.
template <class Work>
std::string logged(const Options& options, Work work) {
  testing::internal::CaptureStderr();
  start(options);
  work();
  stop();
  return testing::internal::GetCapturedStderr();
}

TEST(Log, WritesWhatIsImportantEnough) {
  const auto text = logged({.level = Level::warn}, [] {
    info("quiet");
    warn("careful", {{"left", 3}});
    error("broken");
  });
  EXPECT_EQ(text.find("quiet"), std::string::npos);
  EXPECT_NE(text.find(" warn  careful left=3\n"), std::string::npos);
  EXPECT_TRUE(text.ends_with(" error broken\n"));
}

TEST(Log, WritesNothingWhenOff) {
  EXPECT_EQ(logged({.level = Level::off}, [] { error("broken"); }), "");
}

TEST(Log, WritesJsonLines) {
  const auto text = logged({.format = Format::json}, [] { info("request", {{"id", "abc"}}); });
  EXPECT_TRUE(text.starts_with("{\"time\":\""));
  EXPECT_TRUE(text.ends_with("\"level\":\"info\",\"event\":\"request\",\"id\":\"abc\"}\n")) << text;
}

TEST(Log, WorksAfterItsEnd) {
  start({});
  stop();
  testing::internal::CaptureStderr();
  error("late");
  EXPECT_NE(testing::internal::GetCapturedStderr().find("error late\n"), std::string::npos);
}

TEST(Log, KeepsLinesOfThreadsApart) {
  const auto text = logged({}, [] {
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([t] {
        for (int i = 0; i < 500; ++i) info("tick", {{"thread", t}, {"i", i}});
      });
    }
    for (auto& thread : threads) thread.join();
  });
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 2000);
}

TEST(Levels, HaveNames) {
  for (const auto* name : {"trace", "debug", "info", "warn", "error", "off"})
    EXPECT_EQ(name_of(level_named(name)), name);
  EXPECT_EQ(level_named("loud"), Level::info);
  EXPECT_EQ(format_named("json"), Format::json);
  EXPECT_EQ(format_named("text"), Format::text);
}

}  // namespace
}  // namespace logging
