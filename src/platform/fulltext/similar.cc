#include "fulltext/similar.h"

#include <algorithm>
#include <map>
#include <set>

#include "fulltext/words.h"

namespace fulltext {
namespace {

constexpr std::size_t most_words = 12;
constexpr std::int64_t sample = 60;  // newest rows of a word, to see how common it is and as candidates
constexpr std::int64_t rows_of_several = 60;
// Of the rarest word, to look among them for those that have it in the first column, or hold other words too.
constexpr double most_rows_to_meet = 4'000;
constexpr std::size_t most_compared = 200;  // candidates whose text is read
constexpr double least_share = 0.3;

struct Word {
  std::string text;
  double rows = 0;  // that hold it, about
  double rarity = 0;
  std::vector<std::int64_t> newest = {};
};

class Comparison {
 public:
  Comparison(db::Session& session, const Index& index, const Newest& newest)
      : newest_(newest), match_(session.engine(), index) {}

  void take(std::string_view text) {
    for (auto& word : words_of(text)) {
      const auto same = [&](const Word& one) { return one.text == word; };
      if (words_.size() < most_words && std::none_of(words_.begin(), words_.end(), same)) words_.push_back({word});
    }
  }

  // Rows that share a rare word, then those that share several.
  std::vector<std::int64_t> candidates() {
    measure();
    std::vector<std::int64_t> out;
    std::set<std::int64_t> known;
    const auto add = [&](const std::vector<std::int64_t>& ids) {
      for (const auto id : ids) {
        if (out.size() < most_compared && known.insert(id).second) out.push_back(id);
      }
    };
    const auto words = static_cast<std::size_t>(
        std::count_if(words_.begin(), words_.end(), [](const Word& word) { return !word.newest.empty(); }));
    std::set<std::size_t> counts = {words, std::min<std::size_t>(words, 3), std::min<std::size_t>(words, 2)};
    for (auto count = counts.rbegin(); count != counts.rend(); ++count) {
      if (*count > 1 && words_.front().rows <= most_rows_to_meet) add(newest_(match_of(*count), rows_of_several));
    }
    for (const auto& word : words_) {
      const bool rare = word.rows <= most_rows_to_meet / 4;
      add(rare ? newest_(match_.of(Term{{word.text}}, In::first), sample) : word.newest);
    }
    return out;
  }

  double share_with(std::string_view other) const {
    const auto found = words_of(other);
    const std::set<std::string> theirs(found.begin(), found.end());
    double both = 0, all = 0;
    std::size_t shared = 0;
    for (const auto& word : words_) {
      const bool has = theirs.contains(word.text);
      all += word.rarity;
      if (has) both += word.rarity;
      shared += has ? 1 : 0;
    }
    // A word that only the other one has counts like the middle one of ours.
    if (!words_.empty()) {
      all += static_cast<double>(theirs.size() - shared) * words_[words_.size() / 2].rarity / 2;
    }
    return all > 0 ? both / all : 0;
  }

 private:
  // Sorts the words, the rarest first.
  void measure() {
    std::int64_t last = 0;
    for (auto& word : words_) {
      word.newest = newest_(match_.of(Term{{word.text}}), sample);
      if (!word.newest.empty()) last = std::max(last, word.newest.front());
    }
    for (auto& word : words_) {
      word.rows = estimated_rows(word.newest, sample, last);
      word.rarity = rarity(word.rows, static_cast<double>(last));
      if (word.newest.empty()) word.rarity /= 2;  // nobody else ever used it: that is no reason to differ
    }
    std::stable_sort(words_.begin(), words_.end(), [](const Word& a, const Word& b) { return a.rarity > b.rarity; });
    // One that nobody ever used tells nothing apart.
    std::stable_partition(words_.begin(), words_.end(), [](const Word& word) { return !word.newest.empty(); });
  }

  std::string match_of(std::size_t count) const {
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < count; ++i) parts.push_back(match_.of(Term{{words_[i].text}}, In::first));
    return match_.all(parts);
  }

  const Newest& newest_;
  Matching match_;
  std::vector<Word> words_;
};

}  // namespace

std::vector<Likeness> similar(db::Session& session, const Index& index, std::string_view text, const Newest& newest,
                              const std::function<std::string(std::int64_t)>& first_text) {
  Comparison comparison(session, index, newest);
  comparison.take(text);
  std::vector<Likeness> out;
  for (const auto id : comparison.candidates()) {
    const auto share = comparison.share_with(first_text(id));
    if (share >= least_share) out.push_back({id, share});
  }
  std::sort(out.begin(), out.end(),
            [](const Likeness& a, const Likeness& b) { return a.share != b.share ? a.share > b.share : a.id > b.id; });
  return out;
}

}  // namespace fulltext
