#include "events/far_bell.h"

#include <gtest/gtest.h>

#include "db_testing/test_databases.h"

namespace events {
namespace {

using namespace std::chrono_literals;

class FarBells : public db_testing::OnBothDatabases {
 protected:
  // Whether a bell rings within a moment, while `act` is done again and again: a listener may still be connecting.
  template <class Act>
  static bool rings(Bell& bell, Act act) {
    std::uint64_t heard = 0;
    for (int i = 0; i < 100 && heard == 0; ++i) {
      act();
      bell.wait(heard, 50ms);
    }
    return heard > 0;
  }
};
PLENARY_ON_BOTH_DATABASES(FarBells);

TEST_P(FarBells, RingHere) {
  Bell here;
  FarBell far(database(), here);
  std::uint64_t heard = 0;
  far.ring();
  here.wait(heard, 1s);
  EXPECT_EQ(heard, 1u);
}

TEST_P(FarBells, RingAtTheOtherServersOfTheDatabase) {
  if (on_sqlite()) GTEST_SKIP() << "one server at a time";
  Bell here, there, elsewhere;
  db_testing::TestDatabase other(engine());
  FarBell one(database(), here), two(database(), there);
  FarBell stranger(other.get(), elsewhere);
  EXPECT_TRUE(rings(there, [&] { one.ring(); }));
  EXPECT_TRUE(rings(here, [&] { two.ring(); }));
  std::uint64_t heard = 0;
  elsewhere.wait(heard, 100ms);
  EXPECT_EQ(heard, 0u) << "another database";
}

TEST_P(FarBells, DoNotEchoForever) {
  if (on_sqlite()) GTEST_SKIP() << "one server at a time";
  Bell here, there;
  FarBell one(database(), here), two(database(), there);
  ASSERT_TRUE(rings(there, [&] { one.ring(); }));
  std::this_thread::sleep_for(200ms);
  std::uint64_t heard = 0, later = 0;
  there.wait(heard, 0ms);
  std::this_thread::sleep_for(200ms);
  there.wait(later, 0ms);
  EXPECT_EQ(later, heard);
}

}  // namespace
}  // namespace events
