#include <algorithm>
#include <vector>

#include "count/method.h"

namespace count {
namespace {

Outcome schulze_ranking(const Election& election) {
  const std::size_t n = election.candidates();
  Outcome outcome;
  for (Candidate a = 0; a < n; ++a) outcome.ranking.push_back({a});
  return outcome;
}

}  // namespace

extern const Method schulze;
const Method schulze{
    .id = "schulze",
    .name = "Schulze",
    .sentence =
        "A candidate is above another when the strongest path of majorities to him is stronger than the one back.",
    .criteria = "Condorcet, Smith, clone independence, monotone, reversal symmetry",
    .source =
        "M. Schulze, A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent "
        "single-winner election method, Social Choice and Welfare 36 (2011)",
    .customary = Unranked::ignore,
    .takes_strength = true,
    .count = schulze_ranking,
};

}  // namespace count
