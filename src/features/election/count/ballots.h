#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

// Counting elections: data and rules alone, without files, a database or a server.
namespace count {

// Where a candidate stands in the election's list of candidates.
using Candidate = std::uint32_t;

// How many voters handed in a ballot.
using Weight = std::uint64_t;

// A candidate's place on one ballot: 1 is the best, equal places are equal, and the used places have no gaps.
using Rank = std::uint16_t;
inline constexpr Rank unranked = std::numeric_limits<Rank>::max();

// What a ballot says about the candidates that it does not rank.
enum class Unranked {
  ignore,    // nothing: they are compared with nobody ("explicit"; CIVS "No opinion")
  last,      // they share one more place below all others ("implicit"; Debian, Belenios)
  truncate,  // the ballot ends: ranked ones are above them, but it never counts for them (STV's "exhausted")
};

// The ballots of one election. Row i is the ballot of weight(i) voters; equal ballots are mostly folded into one row,
// which nobody may rely on. Row i holds a place for each candidate, as bytes when no ballot has more than 254 places
// and as 16-bit numbers else; the greatest number of the type (255, 65535) says unranked. So `a < b` on a row's numbers
// means "a is above b" under Unranked::last, and is the same under ignore if b is not the greatest number.
class Ballots {
 public:
  explicit Ballots(std::vector<std::string> names = {}, bool wide = false) : names_(std::move(names)), wide_(wide) {}

  // `ranks`: one for each candidate, `unranked` or from 1; gaps are closed here. The row widens all when it has to.
  void add(std::span<const Rank> ranks, Weight weight = 1);
  // The same with the scores (0-999, higher is better) from which the ranks follow.
  void add(std::span<const Rank> ranks, Weight weight, std::span<const std::uint16_t> scores);

  const std::vector<std::string>& names() const { return names_; }
  std::size_t candidates() const { return names_.size(); }
  std::size_t rows() const { return rows_; }
  Weight weight(std::size_t row) const { return weights_.empty() ? 1 : weights_[row]; }
  // The voters of all rows. At most 10^15.
  Weight voters() const { return voters_; }

  Rank rank(std::size_t row, Candidate candidate) const;
  // The candidates of a row in its order, those of one place together, the unranked ones left out.
  std::vector<std::vector<Candidate>> places(std::size_t row) const;

  bool wide() const { return wide_; }
  // Row after row, candidates() numbers each. narrow() only when not wide(), and the reverse.
  std::span<const std::uint8_t> narrow() const { return narrow_; }
  std::span<const std::uint16_t> broad() const { return broad_; }

  // Row after row like the ranks, or empty when the ballots are ranks alone.
  std::span<const std::uint16_t> scores() const { return scores_; }

  // Folds equal rows where that shortens the list.
  void fold();
  // As they are without some candidates; ballots that then rank nobody stay.
  Ballots without(std::span<const Candidate> withdrawn) const;

  // Bulk entry for readers: rows of closed ranks, with weights (empty: all 1) for as many rows.
  static Ballots of(std::vector<std::string> names, std::vector<std::uint8_t> rows, std::vector<Weight> weights = {});

 private:
  void widen();

  std::vector<std::string> names_;
  bool wide_;
  std::size_t rows_ = 0;
  Weight voters_ = 0;
  std::vector<std::uint8_t> narrow_;
  std::vector<std::uint16_t> broad_;
  std::vector<Weight> weights_;  // empty: all 1
  std::vector<std::uint16_t> scores_;
};

}  // namespace count
