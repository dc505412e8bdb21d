#include "fulltext/ranking.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace fulltext {
namespace {

constexpr std::int64_t ranked_in_title = 250;
constexpr double title_counts = 2;        // a word in the first column, in addition to the word itself
constexpr double beginning_counts = 0.5;  // a word that only begins so

class Ranking {
 public:
  Ranking(db::Session& session, const Index& index, const Search& search, const Newest& newest)
      : session_(session), index_(index), search_(search), newest_(newest), match_(session.engine(), index) {}

  std::vector<std::int64_t> rank() {
    for (const auto& term : search_.must) words_.push_back({{term}, 1});
    for (const auto& term : search_.any) words_.push_back({{term}, 1});
    const bool whole = add_all(false) || (has_beginning() && (expand(), add_all(true)));
    if (!whole && search_.any.size() > 1) add_each();
    return in_order();
  }

 private:
  struct Word {
    std::vector<Term> terms;  // the word, then those that begin with it
    double rarity;
  };

  bool has_beginning() const {
    return std::any_of(words_.begin(), words_.end(), [](const Word& word) { return word.terms.front().prefix; });
  }

  void expand() {
    for (auto& word : words_) word.terms = expanded(session_, index_, word.terms.front());
  }

  // The word alone, or with all that it may begin.
  std::string match_of(const Word& word, bool beginnings, In where) const {
    if (!beginnings) {
      auto exact = word.terms.front();
      exact.prefix = false;
      return match_.of(exact, where);
    }
    std::vector<std::string> parts;
    for (const auto& term : word.terms) parts.push_back(match_.of(term, where));
    return match_.any(parts);
  }

  std::string wanted(const std::vector<std::string>& parts) const {
    const auto found = match_.all(parts);
    if (search_.none.empty()) return found;
    std::vector<std::string> unwanted;
    for (const auto& term : search_.none) unwanted.push_back(match_.of(term));
    return match_.without(found, match_.any(unwanted));
  }

  std::string all_words(bool beginnings, In where) const {
    std::vector<std::string> parts;
    for (const auto& word : words_) parts.push_back(match_of(word, beginnings, where));
    return wanted(parts);
  }

  // The word, in a row that has all that it must have.
  std::string one_word(const Word& word, In where) const {
    std::vector<std::string> parts = {match_of(word, true, where)};
    for (const auto& term : search_.must) parts.push_back(match_.of(term));
    return wanted(parts);
  }

  // Whether there were as many as are ranked at all.
  bool add_all(bool beginnings) {
    const auto found = newest_(all_words(beginnings, In::all), ranked_with_all_words, 0);
    // More than any row can have that lacks a word.
    const double weight = (beginnings ? beginning_counts : 1) * static_cast<double>(words_.size()) * 100;
    for (const auto id : found) raise(id, weight);
    if (!found.empty()) {
      for (const auto id : newest_(all_words(beginnings, In::first), ranked_in_title, found.back())) {
        raise(id, weight * (1 + title_counts));
      }
    }
    return std::ssize(found) >= ranked_with_all_words;
  }

  void add_each() {
    const auto most = std::max<std::int64_t>(ranked_with_one_word * 2 / std::ssize(words_), 40);
    std::vector<std::vector<std::int64_t>> found;
    std::int64_t last = 0;
    for (const auto& word : words_) {
      found.push_back(newest_(one_word(word, In::all), most, 0));
      if (!found.back().empty()) last = std::max(last, found.back().front());
    }
    std::unordered_map<std::int64_t, double> sums;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      const auto rows = estimated_rows(found[i], most, last);
      words_[i].rarity = rarity(rows, static_cast<double>(last));
      for (const auto id : found[i]) sums[id] += words_[i].rarity;
      if (found[i].empty()) continue;
      for (const auto id : newest_(one_word(words_[i], In::first), most / 2, found[i].back())) {
        sums[id] += words_[i].rarity * title_counts;
      }
    }
    for (const auto& [id, sum] : sums) raise(id, sum);
  }

  void raise(std::int64_t id, double score) {
    auto& known = scores_[id];
    known = std::max(known, score);
  }

  std::vector<std::int64_t> in_order() const {
    std::vector<std::pair<double, std::int64_t>> sorted;
    sorted.reserve(scores_.size());
    for (const auto& [id, score] : scores_) sorted.emplace_back(score, id);
    std::sort(sorted.rbegin(), sorted.rend());
    std::vector<std::int64_t> ids;
    ids.reserve(sorted.size());
    for (const auto& one : sorted) ids.push_back(one.second);
    return ids;
  }

  db::Session& session_;
  const Index& index_;
  const Search& search_;
  const Newest& newest_;
  Matching match_;
  std::vector<Word> words_;
  std::unordered_map<std::int64_t, double> scores_;
};

}  // namespace

double estimated_rows(const std::vector<std::int64_t>& found, std::int64_t most, std::int64_t newest_row) {
  if (found.empty()) return 0;
  const auto count = static_cast<double>(found.size());
  if (std::ssize(found) < most) return count;
  const auto reach = static_cast<double>(newest_row - found.back() + 1);
  return std::max(count, count * static_cast<double>(newest_row) / std::max(reach, 1.0));
}

double rarity(double rows_with, double rows_at_all) { return std::log(1 + rows_at_all / std::max(rows_with, 1.0)); }

std::vector<std::int64_t> ranked(db::Session& session, const Index& index, const Search& search, const Newest& newest) {
  if (search.finds_nothing()) return {};
  return Ranking(session, index, search, newest).rank();
}

}  // namespace fulltext
