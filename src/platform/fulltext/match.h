#pragma once

#include <string>
#include <vector>

#include "fulltext/index.h"
#include "fulltext/search.h"

// Search terms in the words of the two engines: an FTS5 query, or a tsquery. Terms hold letters and digits alone, so
// none of these is ever malformed.
namespace fulltext {

// Where a term has to stand: in any column, or in the first ones.
enum class In { all, first, first_two };

class Matching {
 public:
  Matching(db::Engine engine, const Index& index) : engine_(engine), index_(index) {}

  std::string of(const Term& term, In where = In::all) const;
  std::string all(const std::vector<std::string>& parts) const;  // of at least one
  std::string any(const std::vector<std::string>& parts) const;
  std::string without(const std::string& what, const std::string& unwanted) const;

  // What a search finds by the v1 API's rule: all that it needs, else one of its words; nothing unwanted. Empty if it
  // finds nothing.
  std::string of(const Search& search, In where = In::all) const;

  // For a listing, with an expression for the ?: the condition on a row's id …
  std::string is_match(std::string_view id) const;
  // … and the index to begin a join with, where it is named ft, the condition on it, and its id.
  static std::string_view id(db::Engine engine) { return engine == db::Engine::sqlite ? "ft.rowid" : "ft.id"; }
  std::string condition() const;

 private:
  std::string joined(const std::vector<std::string>& parts, std::string_view by) const;

  db::Engine engine_;
  const Index& index_;
};

// SQLite can't look for a beginning among many words without reading all of their rows: there a term that ends in a
// beginning becomes the word itself and the first longer ones that the index knows.
inline constexpr int most_expansions = 40;
std::vector<Term> expanded(db::Session& session, const Index& index, const Term& term);

}  // namespace fulltext
