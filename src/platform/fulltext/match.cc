#include "fulltext/match.h"

#include <algorithm>

namespace fulltext {
namespace {

// The next word from the given one on.
std::optional<std::string> next_word(db::Session& session, const Index& index, const std::string& from) {
  const auto sql = "select term from " + detail::table_of(index) + "_words where term >= $1 limit 1";
  return session.maybe({"fulltext.next_word", sql}, {from}, [](const db::Row& row) { return row.get<std::string>(0); });
}

std::string fts5_columns(const Index& index, In where) {
  if (where == In::all) return {};
  std::string out = "{";
  for (std::size_t i = 0; i < std::min<std::size_t>(where == In::first ? 1 : 2, index.columns.size()); ++i) {
    out.append(i ? " " : "").append(index.columns[i]);
  }
  return out + "} : ";
}

std::string fts5_term(const Index& index, const Term& term, In where) {
  auto out = fts5_columns(index, where) + '"';
  for (std::size_t i = 0; i < term.words.size(); ++i) out.append(i ? " " : "").append(term.words[i]);
  out += '"';
  return term.prefix ? out + " *" : out;
}

std::string tsquery_term(const Term& term, In where) {
  const std::string_view weights = where == In::all ? "" : where == In::first ? "A" : "AB";
  std::string out = "(";
  for (std::size_t i = 0; i < term.words.size(); ++i) {
    out.append(i ? " <-> '" : "'").append(term.words[i]) += '\'';
    const bool prefix = term.prefix && i + 1 == term.words.size();
    if (prefix || !weights.empty()) out.append(":").append(prefix ? "*" : "").append(weights);
  }
  return out + ")";
}

}  // namespace

std::string Matching::of(const Term& term, In where) const {
  return engine_ == db::Engine::sqlite ? fts5_term(index_, term, where) : tsquery_term(term, where);
}

std::string Matching::joined(const std::vector<std::string>& parts, std::string_view by) const {
  if (parts.size() == 1) return parts.front();
  std::string out;
  for (const auto& part : parts) out.append(out.empty() ? "(" : by).append(part);
  return out + ")";
}

std::string Matching::all(const std::vector<std::string>& parts) const {
  return joined(parts, engine_ == db::Engine::sqlite ? " AND " : " & ");
}

std::string Matching::any(const std::vector<std::string>& parts) const {
  return joined(parts, engine_ == db::Engine::sqlite ? " OR " : " | ");
}

std::string Matching::without(const std::string& what, const std::string& unwanted) const {
  return engine_ == db::Engine::sqlite ? "(" + what + " NOT " + unwanted + ")" : "(" + what + " & !" + unwanted + ")";
}

std::string Matching::of(const Search& search, In where) const {
  if (search.finds_nothing()) return {};
  const auto parts = [&](const std::vector<Term>& terms) {
    std::vector<std::string> out;
    for (const auto& term : terms) out.push_back(of(term, where));
    return out;
  };
  const auto found = search.must.empty() ? any(parts(search.any)) : all(parts(search.must));
  return search.none.empty() ? found : without(found, any(parts(search.none)));
}

std::string Matching::condition() const {
  const auto table = detail::table_of(index_);
  return engine_ == db::Engine::sqlite ? "ft." + table + " match ?" : "ft.words @@ cast(? as tsquery)";
}

std::string Matching::is_match(std::string_view id) const {
  return std::string(id) + " in (select " + std::string(Matching::id(engine_)) + " from " + detail::table_of(index_) +
         " ft where " + condition() + ")";
}

std::vector<Term> expanded(db::Session& session, const Index& index, const Term& term) {
  if (!term.prefix || session.engine() != db::Engine::sqlite) return {term};
  auto exact = term;
  exact.prefix = false;
  std::vector<Term> out = {exact};
  const auto& beginning = term.words.back();
  // No word holds a byte below '0', so this comes right behind the one before it.
  for (auto from = beginning + '\x01'; out.size() <= most_expansions;) {
    auto found = next_word(session, index, from);
    if (!found || !found->starts_with(beginning)) break;
    from = *found + '\x01';
    exact.words.back() = *std::move(found);
    out.push_back(exact);
  }
  return out;
}

}  // namespace fulltext
