#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "fulltext/match.h"

namespace fulltext {

// How many rows a search ranks: a word that half of a million rows hold costs no more than this.
inline constexpr std::int64_t ranked_with_all_words = 1'000;  // the newest that hold every word
inline constexpr std::int64_t ranked_with_one_word = 300;     // and, of each of two words, the newest that hold it

// The newest rows that match and that the reader may see, newest first.
using Newest = std::function<std::vector<std::int64_t>(const std::string& match, std::int64_t most)>;

// The best first: what holds every word before what holds some, rare words before common ones, the first column
// before the others; then the newest. How rare a word is, is measured by how far back its newest rows lie.
std::vector<std::int64_t> ranked(db::Session& session, const Index& index, const Search& search, const Newest& newest);

// About how many rows hold what was found, by the newest of them: `found` descending, `most` were asked for.
double estimated_rows(const std::vector<std::int64_t>& found, std::int64_t most, std::int64_t newest_row);
double rarity(double rows_with, double rows_at_all);

}  // namespace fulltext
