#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fulltext/ranking.h"
#include "listing/list.h"

// A search as the API answers it, for any feature that has an index.
namespace fulltext {

// The index, named ft, joined with its table: one for each engine, since SQLite keeps ids as rowid. A row has only the
// id. The first sort column is that id.
struct Sources {
  const listing::Source& sqlite;
  const listing::Source& postgresql;

  const listing::Source& of(db::Engine engine) const { return engine == db::Engine::sqlite ? sqlite : postgresql; }
};

class Searching {
 public:
  // `restrict` adds what the reader may see, and filters.
  Searching(db::Session& session, const Index& index, const Sources& sources,
            std::function<void(listing::List&)> restrict);

  // The newest rows that match.
  std::vector<std::int64_t> newest(const std::string& match, std::int64_t most) const;
  // Ids in order: those of `first`, then by rank, then whatever else matches, the newest first; or, where a sort field
  // or direction is given, by it.
  std::vector<std::int64_t> ids(const Search& search, const listing::Paging& paging, listing::Bound bound,
                                const std::vector<std::int64_t>& first) const;

  // The rows of one page. `find(id)` gives a row, or nothing if it is gone.
  template <class Find>
  auto page(std::string_view text, const listing::Paging& paging, listing::Bound bound,
            const std::vector<std::int64_t>& first, Find find) const {
    std::vector<typename decltype(find(std::int64_t{}))::value_type> rows;
    for (const auto id : ids(parse_search(text), paging, bound, first)) {
      if (auto row = find(id)) rows.push_back(*std::move(row));
    }
    return rows;
  }

 private:
  listing::List list() const;
  void add_unranked(std::vector<std::int64_t>& ids, const Search& search, std::int64_t wanted) const;
  std::vector<std::int64_t> sorted(const Search& search, const listing::Paging& paging, std::int64_t most) const;

  db::Session& session_;
  const Index& index_;
  const Sources& sources_;
  std::function<void(listing::List&)> restrict_;
};

}  // namespace fulltext
