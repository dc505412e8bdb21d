#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What people type into a search box. Nothing in it is an error: what means nothing separates words.
namespace fulltext {

// One word, or several that stand behind each other.
struct Term {
  std::vector<std::string> words;
  bool prefix = false;  // the last word is only the beginning of one

  friend bool operator==(const Term&, const Term&) = default;
};

struct Search {
  std::vector<Term> any;                // the more of these, the better; one at least, unless there is a `must`
  std::vector<Term> must;               // +word
  std::vector<Term> none;               // -word
  std::optional<std::int64_t> id = {};  // #1234, or 1234 alone
  std::string text = {};                // as it was typed, for exact names; quotes around all of it are cut

  bool finds_nothing() const { return any.empty() && must.empty(); }
};

inline constexpr std::size_t most_terms = 32;  // of one search; the rest is not looked at

// word, "a phrase", +needed, -unwanted, beg*. As the v1 API does, the last word is a beginning unless the text starts
// with an operator or ends with *. A word that holds other signs (max_retries, nova.conf) is a phrase of its parts. A
// quote that is never closed is no quote.
Search parse_search(std::string_view text);

// The words of one text as a term; nothing if there are none.
std::optional<Term> term_of(std::string_view text, bool prefix = false);

}  // namespace fulltext
