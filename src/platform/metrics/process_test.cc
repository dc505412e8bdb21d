#include "metrics/process.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <ctime>

#include "metrics/exposition_test.h"

namespace metrics {
namespace {

TEST(Process, TellsPlausibleNumbers) {
  Registry registry;
  add_process_metrics(registry);
  const Exposition exposition(registry.text());
  const auto now = static_cast<double>(std::time(nullptr));
  EXPECT_GT(exposition.at("process_resident_memory_bytes"), 1e6);
  EXPECT_GE(exposition.at("process_resident_memory_bytes"), exposition.at("plenary_memory_anonymous_bytes"));
  EXPECT_GT(exposition.at("process_virtual_memory_bytes"), exposition.at("process_resident_memory_bytes"));
  EXPECT_GE(exposition.at("process_cpu_seconds_total"), 0);
  EXPECT_LT(exposition.at("process_start_time_seconds"), now + 2);
  EXPECT_GT(exposition.at("process_start_time_seconds"), now - 3600);
  EXPECT_GE(exposition.at("process_threads"), 1);
  EXPECT_GT(exposition.at("process_max_fds"), exposition.at("process_open_fds"));
}

TEST(Process, CountsOpenFiles) {
  Registry registry;
  add_process_metrics(registry);
  const auto before = Exposition(registry.text()).at("process_open_fds");
  const int file = open("/dev/null", O_RDONLY);
  EXPECT_EQ(Exposition(registry.text()).at("process_open_fds"), before + 1);
  close(file);
}

}  // namespace
}  // namespace metrics
