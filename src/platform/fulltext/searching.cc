#include "fulltext/searching.h"

#include <unordered_set>

namespace fulltext {
namespace {

constexpr auto no_limit = std::numeric_limits<std::int64_t>::max();

std::int64_t id_of(const db::Row& row) { return row.integer(0); }

// A page's length; never more than the bound.
std::int64_t length_of(const listing::Paging& paging, listing::Bound bound) {
  return std::min(std::max<std::int64_t>(paging.limit.value_or(no_limit), 0), bound.value_or(no_limit));
}

}  // namespace

Searching::Searching(db::Session& session, const Index& index, const Sources& sources,
                     std::function<void(listing::List&)> restrict)
    : session_(session), index_(index), sources_(sources), restrict_(std::move(restrict)) {}

listing::List Searching::list() const {
  listing::List list(session_.engine(), sources_.of(session_.engine()));
  restrict_(list);
  return list;
}

std::vector<std::int64_t> Searching::newest(const std::string& match, std::int64_t most) const {
  auto rows = list();
  rows.where(Matching(session_.engine(), index_).condition(), {match});
  rows.sort_by({"id", "desc"});
  rows.take(most);
  return rows.next(session_, id_of);
}

std::vector<std::int64_t> Searching::sorted(const Search& search, const listing::Paging& paging,
                                            std::int64_t most) const {
  const Matching matching(session_.engine(), index_);
  auto rows = list();
  rows.where(matching.condition(), {matching.of(search)});
  rows.sort_by(paging);
  if (paging.offset) rows.skip(std::max<std::int64_t>(*paging.offset, 0));
  rows.take(most);
  return rows.next(session_, id_of);
}

// For pages behind what was ranked.
void Searching::add_unranked(std::vector<std::int64_t>& ids, const Search& search, std::int64_t wanted) const {
  if (search.finds_nothing() || std::ssize(ids) >= wanted) return;
  const std::unordered_set<std::int64_t> known(ids.begin(), ids.end());
  for (const auto id : newest(Matching(session_.engine(), index_).of(search), wanted)) {
    if (!known.contains(id)) ids.push_back(id);
  }
}

std::vector<std::int64_t> Searching::ids(const Search& search, const listing::Paging& paging, listing::Bound bound,
                                         const std::vector<std::int64_t>& first) const {
  const auto most = length_of(paging, bound);
  if (paging.sort_field || paging.sort_dir) {
    return search.finds_nothing() ? std::vector<std::int64_t>() : sorted(search, paging, most);
  }
  auto ids = ranked(session_, index_, search,
                    [this](const std::string& match, std::int64_t rows) { return newest(match, rows); });
  for (auto id = first.rbegin(); id != first.rend(); ++id) {
    std::erase(ids, *id);
    ids.insert(ids.begin(), *id);
  }
  const auto offset = std::max<std::int64_t>(paging.offset.value_or(0), 0);
  add_unranked(ids, search, offset > no_limit - most ? no_limit : offset + most);
  const auto skipped = std::min<std::int64_t>(offset, std::ssize(ids));
  ids.erase(ids.begin(), ids.begin() + skipped);
  if (std::ssize(ids) > most) ids.resize(static_cast<std::size_t>(most));
  return ids;
}

}  // namespace fulltext
