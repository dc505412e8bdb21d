#pragma once

#include <gtest/gtest.h>

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "db_testing/test_databases.h"
#include "listing/list.h"

namespace listing {

struct Thing {
  std::int64_t id = 0;
  std::optional<std::string> name = {};
  std::optional<std::int64_t> size = {};
  bool hidden = false;
};

inline constexpr std::array things_schema = {db::Migration{"things", "0001_things", R"sql(
  create table things (id {{ID}}, name text, size bigint, hidden smallint not null);
)sql"}};

inline constexpr auto thing_sorts = std::to_array<SortColumn>(
    {{"id", "t.id", false}, {"name", "t.name"}, {"size", "t.size"}, {"hidden", "t.hidden", false}});
inline constexpr Source all_things{"things.list", "t.name, t.size", "things t", "t.id", thing_sorts};

using Ids = std::vector<std::int64_t>;

// A database with a table of things, and the ways to list them.
class World : public db_testing::OnBothDatabases {
 protected:
  void SetUp() override { prepare(things_schema); }

  // In place of those there were; their ids are 1, 2, …
  void store(const std::vector<Thing>& things) {
    write([&](db::Transaction& tx) {
      tx.run({"things.clear", "delete from things"});
      std::vector<db::Argument> rows;
      for (const auto& one : things) {
        rows.insert(rows.end(), {std::int64_t(rows.size() / 4 + 1), one.name, one.size, one.hidden});
      }
      tx.run_many({"things.insert", "insert into things (id, name, size, hidden) values ($1, $2, $3, $4)"}, 4, rows);
    });
  }
  void store_many(std::size_t count) { store(std::vector<Thing>(count)); }

  List list() const { return {engine(), all_things}; }

  static Ids next_ids(db::Session& session, List& list) {
    return list.next(session, [](const db::Row& row) { return row.integer(row.columns() - 2); });
  }

  Page<std::int64_t> page(const List& of, const Paging& paging, Bound bound = {}) {
    Page<std::int64_t> page;
    read([&](db::Session& session) { page = page_of(session, of, paging, bound, of.count(session), next_ids); });
    return page;
  }
  Page<std::int64_t> page(const Paging& paging, Bound bound = {}) { return page(list(), paging, bound); }

  // All pieces of a page.
  Ids whole(const List& of, const Order& order = {}) {
    auto first = page(of, {{order}});
    auto ids = first.rows;
    while (first.more && std::ssize(ids) <= first.total) {
      Ids piece;
      read([&](db::Session& session) { piece = first.more(session); });
      if (piece.empty()) break;
      ids.insert(ids.end(), piece.begin(), piece.end());
    }
    return ids;
  }
};

}  // namespace listing
