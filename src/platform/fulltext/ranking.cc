#include "fulltext/ranking.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>

#include "fulltext/words.h"

namespace fulltext {
namespace {

constexpr std::int64_t ranked_in_title = 250;
constexpr std::size_t titles_read = 300;  // of the best so far
constexpr double title_counts = 2;        // a word in the first column, in addition to the word itself
constexpr double beginning_counts = 0.5;  // a word that only begins so

// Rows of the rarest word that are looked at for all others. Where every word is commoner than this, those that hold
// all of many words are not looked for: none may be found among a million.
constexpr double most_rows_to_meet = 5'000;

class Ranking {
 public:
  Ranking(db::Session& session, const Index& index, const Search& search, const Newest& newest)
      : session_(session), index_(index), search_(search), newest_(newest), match_(session.engine(), index) {}

  std::vector<std::int64_t> rank() {
    for (const auto& term : search_.must) words_.push_back({{term}});
    for (const auto& term : search_.any) words_.push_back({{term}});
    if (words_.size() <= 2) {
      if (!add_all() && search_.any.size() > 1) add_each();
    } else {
      add_each();
      if (search_.any.empty() || rarest() <= most_rows_to_meet) add_all();
    }
    if (words_.size() > 1) add_titles();
    return in_order();
  }

 private:
  struct Word {
    std::vector<Term> terms;  // the word, then those that begin with it
    double rows = 0;          // that hold it, about
    double rarity = 1;
  };

  bool has_beginning() const {
    return std::any_of(words_.begin(), words_.end(), [](const Word& word) { return word.terms.front().prefix; });
  }

  double rarest() const {
    double rows = std::numeric_limits<double>::max();
    for (const auto& word : words_) rows = std::min(rows, word.rows);
    return rows;
  }

  void expand() {
    for (auto& word : words_) {
      if (word.terms.size() == 1) word.terms = expanded(session_, index_, word.terms.front());
    }
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
  std::string one_word(const Word& word) const {
    std::vector<std::string> parts = {match_of(word, true, In::all)};
    for (const auto& term : search_.must) {
      if (term != word.terms.front()) parts.push_back(match_.of(term));
    }
    return wanted(parts);
  }

  // Whether there were as many as are ranked at all.
  bool add_all() {
    if (add_all(false)) return true;
    if (!has_beginning()) return false;
    expand();
    return add_all(true);
  }

  bool add_all(bool beginnings) {
    const auto found = newest_(all_words(beginnings, In::all), ranked_with_all_words);
    // More than any row can have that lacks a word.
    const double weight = (beginnings ? beginning_counts : 1) * static_cast<double>(words_.size()) * 100;
    for (const auto id : found) raise(id, weight);
    if (words_.size() == 1 && !found.empty()) {
      for (const auto id : newest_(all_words(beginnings, In::first), ranked_in_title)) {
        raise(id, weight * (1 + title_counts));
      }
    }
    return std::ssize(found) >= ranked_with_all_words;
  }

  void add_each() {
    expand();
    const auto most = std::clamp<std::int64_t>(4 * ranked_with_one_word / std::ssize(words_), 60, ranked_with_one_word);
    std::vector<std::vector<std::int64_t>> found;
    std::int64_t last = 0;
    for (const auto& word : words_) {
      found.push_back(newest_(one_word(word), most));
      if (!found.back().empty()) last = std::max(last, found.back().front());
    }
    std::unordered_map<std::int64_t, double> sums;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      words_[i].rows = estimated_rows(found[i], most, last);
      words_[i].rarity = rarity(words_[i].rows, static_cast<double>(last));
      for (const auto id : found[i]) sums[id] += words_[i].rarity;
    }
    for (const auto& [id, sum] : sums) raise(id, sum);
  }

  // Of the best so far: what their first column holds counts more.
  void add_titles() {
    const auto best = in_order();
    const auto sql =
        "select " + std::string(index_.columns.front()) + " from " + std::string(index_.name) + " where id = $1";
    for (std::size_t i = 0; i < std::min(best.size(), titles_read); ++i) {
      const auto title = words_of(session_.value<std::string>({"fulltext.first_text", sql}, {best[i]}));
      double sum = 0, all = 0;
      for (const auto& word : words_) {
        all += word.rarity;
        if (holds(title, word.terms.front())) sum += word.rarity;
      }
      auto& score = scores_[best[i]];
      score += title_counts * (score >= 50 ? score * sum / all : sum);
    }
  }

  static bool holds(const std::vector<std::string>& title, const Term& term) {
    const auto same = [&](const std::string& theirs, const std::string& ours) {
      const bool last = &ours == &term.words.back();
      return term.prefix && last ? theirs.starts_with(ours) : theirs == ours;
    };
    return std::search(title.begin(), title.end(), term.words.begin(), term.words.end(), same) != title.end();
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
