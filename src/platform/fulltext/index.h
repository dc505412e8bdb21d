#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "db/session.h"

// Full-text indexes of other modules' tables. One belongs to a table with an id; its DDL stands in a migration of the
// module that owns the table:
//
//   {{SQLITE}}
//   create virtual table fulltext_things using fts5 (title, body, content = '', columnsize = 0, tokenize = 'ascii');
//   create virtual table fulltext_things_words using fts5vocab (fulltext_things, instance);
//   insert into fulltext_things (fulltext_things, rank) values ('automerge', 16);
//   {{POSTGRESQL}}
//   create table fulltext_things (id bigint primary key, words tsvector not null);
//   create index fulltext_things_of_word on fulltext_things using gin (words);
//   {{END}}
//
// An index holds words, not texts (words.h folds them, alike for both databases), and no backup carries it: it is
// built again from the rows. SQLite must be given the old words to take a row out, hence take_out() before a change.
namespace fulltext {

struct Index {
  std::string_view name;                      // fulltext_<name> is the table
  std::span<const std::string_view> columns;  // at most four, the most important first
  // The texts of a row, as many as columns; nothing if there is no such row.
  std::optional<std::vector<std::string>> (*texts)(db::Session& session, std::int64_t id);
  // The next ids above `id`, ascending; none at the end.
  std::vector<std::int64_t> (*ids_after)(db::Session& session, std::int64_t id, std::int64_t limit);
};

using Indexes = std::span<const Index* const>;

// Around each change of a row's texts: the one before it (or before the row goes), the other after it. What was put
// in is found once index_waiting() has run, which the server does at the end of each group of changes, in the same
// transaction: many rows at once cost a third of one by one.
void take_out(db::Transaction& tx, const Index& index, std::int64_t id);
void put_in(db::Transaction& tx, const Index& index, std::int64_t id);

template <class Change>
auto rewording(db::Transaction& tx, const Index& index, std::int64_t id, Change change) {
  take_out(tx, index, id);
  if constexpr (std::is_void_v<decltype(change())>) {
    change();
    put_in(tx, index, id);
  } else {
    auto result = change();
    put_in(tx, index, id);
    return result;
  }
}

// Brings all indexes up to date with what was put in since.
void index_waiting(db::Transaction& tx, Indexes indexes);

std::span<const db::Query> index_queries();

namespace detail {
std::string table_of(const Index& index);
void add_texts(db::Transaction& tx, const Index& index, std::int64_t id, const std::vector<std::string>& texts);
void empty(db::Transaction& tx, const Index& index);
}  // namespace detail

}  // namespace fulltext
