#include "events/bell.h"

#include <gtest/gtest.h>

#include <thread>

namespace events {
namespace {

using namespace std::chrono_literals;

TEST(Bell, WakesWhoWaits) {
  Bell bell;
  std::uint64_t heard = 0;
  const auto began = std::chrono::steady_clock::now();
  std::thread ringer([&] {
    std::this_thread::sleep_for(20ms);
    bell.ring();
  });
  EXPECT_TRUE(bell.wait(heard, 10s));
  EXPECT_LT(std::chrono::steady_clock::now() - began, 5s);
  ringer.join();
}

TEST(Bell, IsHeardLaterByWhoWasBusy) {
  Bell bell;
  std::uint64_t one = 0, other = 0;
  bell.ring();
  bell.ring();
  EXPECT_TRUE(bell.wait(one, 10s));
  EXPECT_TRUE(bell.wait(other, 10s));
  EXPECT_EQ(one, 2u);
  EXPECT_EQ(other, 2u);
}

TEST(Bell, DoesNotKeepAnybodyForever) {
  Bell bell;
  std::uint64_t heard = 0;
  EXPECT_TRUE(bell.wait(heard, 5ms));
  EXPECT_EQ(heard, 0u);
}

TEST(Bell, TellsAllToEnd) {
  Bell bell;
  std::uint64_t heard = 0;
  std::thread waiting([&] {
    std::uint64_t mine = 0;
    EXPECT_FALSE(bell.wait(mine, 10s));
  });
  bell.stop();
  waiting.join();
  EXPECT_FALSE(bell.wait(heard, 10s));
}

}  // namespace
}  // namespace events
