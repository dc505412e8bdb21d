#include "count/ballots.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <utility>

#include "base/error.h"

namespace count {
namespace {

constexpr Weight most_voters = 1'000'000'000'000'000;
constexpr std::uint8_t narrow_unranked = std::numeric_limits<std::uint8_t>::max();

// 2, 7, 7 -> 1, 2, 2.
std::vector<Rank> closed(std::span<const Rank> ranks) {
  std::vector<Rank> used;
  for (const Rank rank : ranks) {
    if (rank != unranked) used.push_back(rank);
  }
  std::sort(used.begin(), used.end());
  used.erase(std::unique(used.begin(), used.end()), used.end());
  std::vector<Rank> result(ranks.begin(), ranks.end());
  for (Rank& rank : result) {
    if (rank == unranked) continue;
    rank = static_cast<Rank>(std::lower_bound(used.begin(), used.end(), rank) - used.begin() + 1);
  }
  return result;
}

template <class Number>
std::string_view bytes_of_row(const std::vector<Number>& rows, std::size_t row, std::size_t width) {
  return {reinterpret_cast<const char*>(rows.data() + row * width), width * sizeof(Number)};
}

template <class Number>
void move_row(std::vector<Number>& rows, std::size_t from, std::size_t to, std::size_t width) {
  if (rows.empty() || from == to) return;
  std::copy_n(rows.begin() + static_cast<std::ptrdiff_t>(from * width), width,
              rows.begin() + static_cast<std::ptrdiff_t>(to * width));
}

}  // namespace

void Ballots::add(std::span<const Rank> ranks, Weight weight) { add(ranks, weight, {}); }

void Ballots::add(std::span<const Rank> ranks, Weight weight, std::span<const std::uint16_t> scores) {
  if (weight > most_voters || voters_ > most_voters - weight) throw invalid("There are more than 10^15 ballots.");
  const auto row = closed(ranks);
  const bool too_wide = std::any_of(row.begin(), row.end(), [](Rank rank) { return rank != unranked && rank > 254; });
  if (!wide_ && too_wide) widen();
  if (wide_) broad_.insert(broad_.end(), row.begin(), row.end());
  if (!wide_) {
    for (const Rank rank : row) narrow_.push_back(static_cast<std::uint8_t>(rank));  // 65535 becomes 255
  }
  scores_.insert(scores_.end(), scores.begin(), scores.end());
  if (weight != 1 && weights_.empty()) weights_.assign(rows_, 1);
  if (weight != 1 || !weights_.empty()) weights_.push_back(weight);
  ++rows_;
  voters_ += weight;
}

void Ballots::widen() {
  wide_ = true;
  broad_.reserve(narrow_.size());
  for (const std::uint8_t rank : narrow_) broad_.push_back(rank == narrow_unranked ? unranked : rank);
  narrow_ = {};
}

Rank Ballots::rank(std::size_t row, Candidate candidate) const {
  const std::size_t at = row * candidates() + candidate;
  if (wide_) return broad_[at];
  return narrow_[at] == narrow_unranked ? unranked : narrow_[at];
}

std::vector<std::vector<Candidate>> Ballots::places(std::size_t row) const {
  std::vector<std::vector<Candidate>> places;
  for (Candidate candidate = 0; candidate < candidates(); ++candidate) {
    const Rank place = rank(row, candidate);
    if (place == unranked) continue;
    if (place > places.size()) places.resize(place);
    places[place - 1u].push_back(candidate);
  }
  return places;
}

void Ballots::fold() {
  const std::size_t width = candidates();
  std::unordered_map<std::string_view, std::size_t> seen;  // of rows that stand where they stay
  std::vector<Weight> weights;
  std::size_t kept = 0;
  for (std::size_t row = 0; row < rows_; ++row) {
    const auto its_weight = weight(row);
    move_row(narrow_, row, kept, width);
    move_row(broad_, row, kept, width);
    if (scores_.empty()) {
      const auto key = wide_ ? bytes_of_row(broad_, kept, width) : bytes_of_row(narrow_, kept, width);
      const auto [found, fresh] = seen.emplace(key, kept);
      if (!fresh) {
        weights[found->second] += its_weight;
        continue;
      }
    }
    weights.push_back(its_weight);
    ++kept;
  }
  if (kept == rows_) return;
  rows_ = kept;
  (wide_ ? broad_.resize(kept * width) : narrow_.resize(kept * width));
  weights_ = std::move(weights);
}

Ballots Ballots::without(std::span<const Candidate> withdrawn) const {
  const auto stays = [&](Candidate candidate) {
    return std::find(withdrawn.begin(), withdrawn.end(), candidate) == withdrawn.end();
  };
  std::vector<Candidate> left;
  std::vector<std::string> left_names;
  for (Candidate candidate = 0; candidate < candidates(); ++candidate) {
    if (!stays(candidate)) continue;
    left.push_back(candidate);
    left_names.push_back(names_[candidate]);
  }
  Ballots result(std::move(left_names), wide_);
  std::vector<Rank> ranks(left.size());
  std::vector<std::uint16_t> scores(scores_.empty() ? 0 : left.size());
  for (std::size_t row = 0; row < rows_; ++row) {
    for (std::size_t i = 0; i < left.size(); ++i) ranks[i] = rank(row, left[i]);
    for (std::size_t i = 0; i < scores.size(); ++i) scores[i] = scores_[row * candidates() + left[i]];
    result.add(ranks, weight(row), scores);
  }
  result.fold();
  return result;
}

Ballots Ballots::of(std::vector<std::string> names, std::vector<std::uint8_t> rows, std::vector<Weight> weights) {
  Ballots result(std::move(names));
  result.rows_ = result.candidates() == 0 ? 0 : rows.size() / result.candidates();
  result.narrow_ = std::move(rows);
  result.weights_ = std::move(weights);
  result.voters_ = result.weights_.empty() ? result.rows_
                                           : std::accumulate(result.weights_.begin(), result.weights_.end(), Weight{0});
  return result;
}

}  // namespace count
