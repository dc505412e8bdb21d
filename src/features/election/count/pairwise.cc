#include "count/pairwise.h"

namespace count {

Pairwise pairwise(const Ballots& ballots, Unranked policy) {
  const std::size_t n = ballots.candidates();
  Pairwise matrix(n);
  for (std::size_t row = 0; row < ballots.rows(); ++row) {
    for (Candidate a = 0; a < n; ++a) {
      const Rank rank = ballots.rank(row, a);
      for (Candidate b = 0; b < n; ++b) {
        const Rank other = ballots.rank(row, b);
        if (rank < other && (policy != Unranked::ignore || other != unranked)) matrix.at(a, b) += ballots.weight(row);
      }
    }
  }
  return matrix;
}

}  // namespace count
