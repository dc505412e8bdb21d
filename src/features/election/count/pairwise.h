#pragma once

#include <vector>

#include "count/ballots.h"

namespace count {

// Who is preferred to whom by how many voters.
class Pairwise {
 public:
  explicit Pairwise(std::size_t candidates = 0) : size_(candidates), votes_(candidates * candidates) {}

  std::size_t candidates() const { return size_; }
  // The voters that rank a above b.
  Weight operator()(Candidate a, Candidate b) const { return votes_[a * size_ + b]; }
  Weight& at(Candidate a, Candidate b) { return votes_[a * size_ + b]; }
  const Weight* row(Candidate a) const { return votes_.data() + a * size_; }

  bool beats(Candidate a, Candidate b) const { return (*this)(a, b) > (*this)(b, a); }

 private:
  std::size_t size_;
  std::vector<Weight> votes_;
};

// `last` and `truncate` give the same matrix.
Pairwise pairwise(const Ballots& ballots, Unranked policy);

}  // namespace count
