#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "db/session.h"
#include "listing/paging.h"

namespace listing {

// A column that a listing can be sorted by.
struct SortColumn {
  std::string_view name;  // as sort_field names it
  std::string_view sql;
  bool nullable = true;  // where it never is null, the index can serve the order on both engines
};

// What a listing reads from. Must outlive the List: a constant beside the queries.
struct Source {
  std::string_view name;     // of the query, for logs
  std::string_view columns;  // of a row
  std::string_view from;     // "tasks t"
  std::string_view id;       // "t.id"
  std::span<const SortColumn> sorts;
};

// A listing as SQL: conditions are gathered one by one, then rows are taken in sort order, from a marker or an offset
// on. Conditions are SQL with a ? for each value. Values are copied, so that a long list can be continued later.
class List {
 public:
  List(db::Engine engine, const Source& source);

  // Conditions that say which rows exist for the reader at all; a marker must meet them, too.
  void visible(std::string_view sql, std::initializer_list<db::Argument> values);
  void where(std::string_view sql, std::initializer_list<db::Argument> values);
  void where(std::string_view sql, std::span<const db::Argument> values);

  // The v1 API's filters. An absent one is no condition; nor is an id of 0 or an empty text.
  void equals(std::string_view column, std::optional<std::int64_t> id);
  void contains(std::string_view column, const std::optional<std::string>& text);  // LIKE %text%, % and _ are wild
  void one_of(std::string_view column, const std::vector<std::string>& values);    // empty: no condition

  // "(?, ?, ?)" for `where`, with the values bound one by one.
  void where_in(std::string_view sql_before, const std::vector<std::string>& values, std::string_view sql_after = {});

  std::int64_t count(db::Session& session) const;

  // Sort order and start. Throws Error(invalid) for an unknown field or direction. A marker that is unknown, or not
  // for this reader to see, is ignored; returns it if it was found.
  void sort_by(const Order& order);
  std::optional<std::int64_t> start_after(db::Session& session, std::int64_t marker);
  void skip(std::int64_t rows);  // from the first row on, whatever marker was set
  void take(std::int64_t rows) { limit_ = rows; }

  // The next rows; remembers the last of them, so that calling again goes on behind it.
  template <class Make>
  auto next(db::Session& session, Make make) {
    std::vector<decltype(make(std::declval<const db::Row&>()))> rows;
    const auto sql = page_sql();
    const auto arguments = page_arguments();
    session.each(db::Query{source_->name, sql}, arguments, [&](const db::Row& row) {
      rows.push_back(make(row));
      remember(row);
    });
    offset_ = 0;
    return rows;
  }

 private:
  using Value = std::variant<std::monostate, std::int64_t, std::string>;
  struct Condition {
    std::string sql;
    std::vector<Value> values;
  };
  // Where the rows start: behind the row with this sort value and id.
  struct Start {
    Value value;
    std::int64_t id = 0;
  };

  void add(std::vector<Condition>& to, std::string_view sql, std::span<const db::Argument> values);
  std::string sql_of_conditions(std::size_t first_number, bool all) const;
  std::string page_sql() const;
  Condition after_start() const;
  std::vector<db::Argument> page_arguments() const;
  std::vector<db::Argument> condition_arguments(bool all) const;
  void remember(const db::Row& row);
  bool sorts_by_id() const { return sort_->sql == source_->id; }

  db::Engine engine_;
  const Source* source_;
  std::vector<Condition> visible_;
  std::vector<Condition> where_;
  const SortColumn* sort_;
  bool descending_ = false;
  bool nulls_first_ = true;
  std::optional<Start> start_;
  std::int64_t offset_ = 0;
  std::optional<std::int64_t> limit_;
};

// How a caller's page is bounded: a guest gets at most so many rows, whatever is asked.
using Bound = std::optional<std::int64_t>;

// One page as the v1 API pages: offset wins over marker, limit 0 is an empty page, a negative limit is 0; without a
// limit the page goes on in pieces (`more`) to its end. `fetch(session, list)` makes the rows of one piece by
// list.next(). `total` is X-Total.
template <class Fetch>
auto page_of(db::Session& session, List list, const Paging& paging, Bound bound, std::int64_t total, Fetch fetch) {
  constexpr std::int64_t piece = 500;
  Page<typename decltype(fetch(session, list))::value_type> page;
  page.total = total;
  page.offset = paging.offset;
  list.sort_by(paging);
  if (paging.marker) page.marker = list.start_after(session, *paging.marker);
  if (paging.offset) list.skip(std::max<std::int64_t>(*paging.offset, 0));
  auto wanted = paging.limit;
  if (wanted) wanted = std::max<std::int64_t>(*wanted, 0);
  if (wanted && *wanted > 0) page.limit = wanted;
  if (wanted == 0) return page;

  const bool bounded = bound && (!wanted || *wanted > *bound);
  list.take(bounded ? *bound + 1 : wanted.value_or(piece));
  page.rows = fetch(session, list);
  if (bounded && std::ssize(page.rows) > *bound) {
    page.rows.resize(static_cast<std::size_t>(*bound));
    page.limit = bound;
  }
  if (!bounded && !wanted && std::ssize(page.rows) == piece) {
    page.more = [list, fetch](db::Session& later) mutable { return fetch(later, list); };
  }
  return page;
}

// The same for a listing that takes no offset.
template <class Fetch>
auto page_of(db::Session& session, List list, const Marked& asked, Bound bound, std::int64_t total, Fetch fetch) {
  const Paging paging{asked};
  return page_of(session, std::move(list), paging, bound, total, std::move(fetch));
}

}  // namespace listing
