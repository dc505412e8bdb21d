#include "fulltext/search.h"

#include <algorithm>

#include "base/text.h"
#include "fulltext/words.h"

namespace fulltext {
namespace {

constexpr std::string_view blanks = " \t\r\n\f\v";
constexpr std::string_view operators = "+-~<>\"";

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::optional<std::int64_t> id_in(std::string_view text) {
  if (text.starts_with('#')) text.remove_prefix(1);
  if (text.empty() || text.size() > 18 || text.find_first_not_of("0123456789") != std::string_view::npos) return {};
  return parse_integer(text);
}

// Takes one piece after the other off the text.
class Reader {
 public:
  Reader(std::string_view text, Search& search) : rest_(text), search_(search) {}

  void read() {
    while (!(rest_ = trimmed(rest_)).empty() && taken_ < most_terms) take();
  }

 private:
  void take() {
    auto& terms = kind();
    const auto closed = rest_.starts_with('"') ? rest_.find('"', 1) : std::string_view::npos;
    if (closed != std::string_view::npos) {
      add(terms, rest_.substr(1, closed - 1), false);
      rest_.remove_prefix(closed + 1);
      return;
    }
    while (rest_.starts_with('"')) rest_.remove_prefix(1);
    const auto end = std::min(rest_.find_first_of(" \t\r\n\f\v\""), rest_.size());
    add(terms, rest_.substr(0, end), rest_.substr(0, end).ends_with('*'));
    rest_.remove_prefix(end);
  }

  std::vector<Term>& kind() {
    auto* terms = &search_.any;
    while (!rest_.empty() && (rest_.front() == '+' || rest_.front() == '-')) {
      terms = rest_.front() == '+' ? &search_.must : &search_.none;
      rest_.remove_prefix(1);
    }
    if (rest_.empty() || blanks.find(rest_.front()) != std::string_view::npos) return search_.any;  // stands alone
    return *terms;
  }

  void add(std::vector<Term>& terms, std::string_view text, bool prefix) {
    auto term = term_of(text, prefix);
    if (!term) return;
    ++taken_;
    if (std::find(terms.begin(), terms.end(), *term) == terms.end()) terms.push_back(*std::move(term));
  }

  std::string_view rest_;
  Search& search_;
  std::size_t taken_ = 0;
};

std::string without_quotes(std::string_view text) {
  const bool quoted = text.size() > 1 && text.front() == '"' && text.back() == '"';
  return std::string(quoted ? trimmed(text.substr(1, text.size() - 2)) : text);
}

}  // namespace

std::optional<Term> term_of(std::string_view text, bool prefix) {
  Term term{words_of(text), prefix};
  if (term.words.empty()) return std::nullopt;
  if (term.words.size() > most_terms) term.words.resize(most_terms);
  return term;
}

Search parse_search(std::string_view typed) {
  const auto text = trimmed(typed);
  Search search;
  if (text.empty()) return search;
  search.id = id_in(text);
  search.text = without_quotes(text);
  Reader(text, search).read();
  const bool raw = operators.find(text.front()) != std::string_view::npos || text.ends_with('*');
  if (!raw && !search.any.empty() && !search.id) search.any.back().prefix = true;
  return search;
}

}  // namespace fulltext
