#include "log/sink.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <vector>

namespace logging {
namespace {

struct Pipe {
  int ends[2] = {-1, -1};

  Pipe() { EXPECT_EQ(pipe(ends), 0); }
  ~Pipe() {
    close(ends[0]);
    close(ends[1]);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  // Whatever comes until `end` has come.
  std::string read_until(const std::string& end) const {
    std::string all;
    char some[4096];
    while (!all.ends_with(end)) {
      const auto count = read(ends[0], some, sizeof some);
      if (count <= 0) break;
      all.append(some, static_cast<std::size_t>(count));
    }
    return all;
  }
};

TEST(Sink, WritesLinesInOrder) {
  const Pipe pipe;
  Sink sink(pipe.ends[1], Format::text);
  sink.put("one\n", false);
  sink.put("two\n", false);
  EXPECT_EQ(pipe.read_until("two\n"), "one\ntwo\n");
  sink.put("three\n", true);
  EXPECT_EQ(pipe.read_until("three\n"), "three\n");
}

TEST(Sink, WritesWhatIsLeftWhenItStopsAndGoesOnWithoutAThread) {
  const Pipe pipe;
  Sink sink(pipe.ends[1], Format::text);
  for (int i = 0; i < 1000; ++i) sink.put("line\n", false);
  sink.stop();
  sink.stop();
  sink.put("late\n", false);
  EXPECT_EQ(pipe.read_until("late\n").size(), 5 * 1001);
}

TEST(Sink, LosesNothingFromManyThreads) {
  const Pipe pipe;
  std::string all;
  std::thread reader([&] { all = pipe.read_until("end\n"); });
  {
    Sink sink(pipe.ends[1], Format::text);
    std::vector<std::thread> writers;
    for (int t = 0; t < 4; ++t) {
      writers.emplace_back([&] {
        for (int i = 0; i < 5000; ++i) sink.put("0123456789\n", i % 1000 == 0);
      });
    }
    for (auto& writer : writers) writer.join();
    sink.put("end\n", false);
  }
  reader.join();
  EXPECT_EQ(all.size(), 4 * 5000 * 11 + 4);
}

// Nobody reads the pipe (64 KB), and still no caller waits.
TEST(Sink, DropsTheOldestLinesRatherThanWait) {
  const Pipe pipe;
  Sink sink(pipe.ends[1], Format::text, 256 * 1024);
  const std::string line(1023, 'x');
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < 10'000; ++i) sink.put(line + '\n', i == 0);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(2));
  sink.put("last\n", true);

  const auto all = pipe.read_until("last\n");
  EXPECT_LT(all.size(), 1024 * 1024);
  EXPECT_NE(all.find("warn  log_overrun lines_dropped="), std::string::npos);
}

TEST(Sink, SurvivesAReaderThatLeaves) {
  Pipe pipe;
  close(std::exchange(pipe.ends[0], -1));
  Sink sink(pipe.ends[1], Format::text);
  sink.put("to nobody\n", true);
  sink.stop();
}

}  // namespace
}  // namespace logging
