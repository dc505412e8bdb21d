#include "count/ballots.h"

#include <gtest/gtest.h>

namespace count {
namespace {

TEST(Ballots, CloseGapsInPlaces) {
  Ballots ballots({"A", "B", "C"});
  ballots.add(std::vector<Rank>{7, 2, unranked});
  EXPECT_EQ(ballots.places(0), (std::vector<std::vector<Candidate>>{{1}, {0}}));
}

TEST(Ballots, EqualOnesAreFolded) {
  Ballots ballots({"A", "B"});
  ballots.add(std::vector<Rank>{1, 2});
  ballots.add(std::vector<Rank>{2, 1}, 3);
  ballots.add(std::vector<Rank>{1, 2}, 4);
  ballots.fold();
  EXPECT_EQ(ballots.rows(), 2u);
  EXPECT_EQ(ballots.weight(0), 5u);
  EXPECT_EQ(ballots.voters(), 8u);
}

}  // namespace
}  // namespace count
