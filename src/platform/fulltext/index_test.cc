#include "fulltext/index.h"

#include <gtest/gtest.h>

#include <array>

#include "db_testing/test_databases.h"
#include "fulltext/build.h"
#include "fulltext/match.h"
#include "fulltext/ranking.h"
#include "fulltext/schema.h"
#include "fulltext/searching.h"

namespace fulltext {
namespace {

using Ids = std::vector<std::int64_t>;

constexpr std::array schema_of_things = {db::Migration{"things", "0001_things", R"sql(
  create table things (id {{ID}}, title text, body text, hidden smallint not null default 0);
  {{SQLITE}}
  create virtual table fulltext_things using fts5 (title, body, content = '', columnsize = 0, tokenize = 'ascii');
  create virtual table fulltext_things_words using fts5vocab (fulltext_things, instance);
  {{POSTGRESQL}}
  create table fulltext_things (id bigint primary key, words tsvector not null);
  create index fulltext_things_of_word on fulltext_things using gin (words);
  {{END}}
)sql"}};

constexpr std::string_view columns[] = {"title", "body"};

const Index things{"things", columns,
                   [](db::Session& session, std::int64_t id) {
                     return session.maybe({"t.texts", "select title, body from things where id = $1"}, {id},
                                          [](const db::Row& row) {
                                            return std::vector{row.get<std::string>(0), row.get<std::string>(1)};
                                          });
                   },
                   [](db::Session& session, std::int64_t id, std::int64_t limit) {
                     return session.all({"t.ids", "select id from things where id > $1 order by id limit $2"},
                                        {id, limit}, [](const db::Row& row) { return row.integer(0); });
                   }};
const Index* const all[] = {&things};

constexpr auto sqlite_sorts = std::to_array<listing::SortColumn>({{"id", "ft.rowid", false}, {"title", "t.title"}});
constexpr auto postgresql_sorts = std::to_array<listing::SortColumn>({{"id", "ft.id", false}, {"title", "t.title"}});
constexpr listing::Source on_sqlite{"t.search", "t.id", "fulltext_things ft cross join things t on t.id = ft.rowid",
                                    "ft.rowid", sqlite_sorts};
constexpr listing::Source on_postgresql{"t.search", "t.id", "fulltext_things ft join things t on t.id = ft.id", "ft.id",
                                        postgresql_sorts};
constexpr Sources sources{on_sqlite, on_postgresql};

class IndexOf : public db_testing::OnBothDatabases {
 protected:
  void SetUp() override {
    std::vector<db::Migration> migrations(schema().begin(), schema().end());
    migrations.insert(migrations.end(), schema_of_things.begin(), schema_of_things.end());
    prepare(migrations);
  }

  void add(const std::string& title, const std::string& body = "", bool hidden = false) {
    write([&](db::Transaction& tx) {
      const auto id = tx.value<std::int64_t>(
          {"t.insert", "insert into things (title, body, hidden) values ($1, $2, $3) returning id"},
          {title, body, hidden});
      put_in(tx, things, id);
      index_waiting(tx, all);
    });
  }
  void rename(std::int64_t id, const std::string& title) {
    write([&](db::Transaction& tx) {
      rewording(tx, things, id, [&] {
        tx.run({"t.rename", "update things set title = $2 where id = $1"}, {id, title});
      });
      index_waiting(tx, all);
    });
  }

  Ids find(const std::string& text, const listing::Paging& paging = {}, listing::Bound bound = {}) {
    Ids ids;
    read([&](db::Session& session) {
      const Searching searching(session, things, sources,
                                [](listing::List& list) { list.visible("t.hidden = 0", {}); });
      ids = searching.page(text, paging, bound, {}, [](std::int64_t id) { return std::optional(id); });
    });
    return ids;
  }
};

PLENARY_ON_BOTH_DATABASES(IndexOf);

TEST_P(IndexOf, PreparesItsQueries) {
  write([](db::Transaction& tx) {
    for (const auto& query : index_queries()) EXPECT_NO_THROW(tx.check(query)) << query.name;
    for (const auto& query : build_queries()) EXPECT_NO_THROW(tx.check(query)) << query.name;
  });
}

TEST_P(IndexOf, FindsWordsPhrasesAndBeginnings) {
  add("Live migration fails");       // 1
  add("Migration of live volumes");  // 2
  add("Größe der Volumes");          // 3
  EXPECT_EQ(find("\"live migration\""), Ids{1});
  EXPECT_EQ(find("grosse"), Ids{3});
  EXPECT_EQ(find("GRÖSSE"), Ids{3});
  EXPECT_EQ(find("vol"), (Ids{3, 2}));
  EXPECT_EQ(find("\"vol\""), Ids{});
  EXPECT_EQ(find("+migration -volumes"), Ids{1});
  EXPECT_EQ(find("-volumes"), Ids{});
  EXPECT_EQ(find("% () \" :* & | ! '"), Ids{});
}

TEST_P(IndexOf, RanksAllWordsThenTitlesThenTheNewest) {
  add("quota");                          // 1
  add("other", "the quota of volumes");  // 2
  add("other", "a quota");               // 3
  add("Quota of volumes");               // 4
  add("none of these");                  // 5
  EXPECT_EQ(find("quota volumes"), (Ids{4, 2, 1, 3}));
  EXPECT_EQ(find("quota"), (Ids{4, 1, 3, 2}));
}

TEST_P(IndexOf, PutsRareWordsBeforeCommonOnes) {
  for (int i = 0; i < 30; ++i) add("a common thing");
  add("a rare thing");    // 31
  add("a common thing");  // 32
  EXPECT_EQ(find("common rare").front(), 31);
}

TEST_P(IndexOf, HonoursOrderOffsetLimitAndBound) {
  add("b word");  // 1
  add("a word");  // 2
  add("c word");  // 3
  const auto by_title = listing::Paging{{{.sort_field = "title"}}};
  EXPECT_EQ(find("word", by_title), (Ids{2, 1, 3}));
  EXPECT_EQ(find("word", {{{}, {}, 1}, 1}), Ids{2});
  EXPECT_EQ(find("word", {}, 2), (Ids{3, 2}));
  EXPECT_EQ(find("word", {{{.sort_dir = "asc"}}}, 2), (Ids{1, 2}));
}

TEST_P(IndexOf, FollowsChangesAndRemovals) {
  add("before");
  rename(1, "after");
  EXPECT_EQ(find("before"), Ids{});
  EXPECT_EQ(find("after"), Ids{1});
  rename(1, "both at once");
  write([](db::Transaction& tx) {
    take_out(tx, things, 1);
    tx.run({"t.delete", "delete from things where id = 1"}, {});
  });
  EXPECT_EQ(find("both"), Ids{});
}

// In one transaction, before anything was indexed.
TEST_P(IndexOf, TakesChangesOfWhatStillWaits) {
  write([](db::Transaction& tx) {
    tx.run({"t.insert", "insert into things (title) values ('first')"}, {});
    put_in(tx, things, 1);
    rewording(tx, things, 1, [&] { tx.run({"t.rename", "update things set title = 'second' where id = 1"}, {}); });
    index_waiting(tx, all);
  });
  EXPECT_EQ(find("first"), Ids{});
  EXPECT_EQ(find("second"), Ids{1});
}

TEST_P(IndexOf, ShowsNothingHidden) {
  add("a secret", "", true);
  add("no secret");
  EXPECT_EQ(find("secret"), Ids{2});
}

TEST_P(IndexOf, IsBuiltForRowsThatWereThereBefore) {
  write([](db::Transaction& tx) { tx.run({"t.insert", "insert into things (title) values ('old one')"}, {}); });
  EXPECT_EQ(find("old"), Ids{});
  fulltext::prepare(database(), all);
  EXPECT_EQ(find("old"), Ids{1});
  fulltext::prepare(database(), all);
  EXPECT_EQ(find("old"), Ids{1});
  write([](db::Transaction& tx) { distrust(tx); });
  fulltext::prepare(database(), all);
  EXPECT_EQ(find("old"), Ids{1});
}

TEST_P(IndexOf, TakesTextsOfAnyLength) {
  std::string words;
  for (int i = 0; i < 40'000; ++i) words += "word" + std::to_string(i) + " ";
  add(words, std::string(500'000, 'x') + " " + words);
  EXPECT_EQ(find("word1"), Ids{1});
}

}  // namespace
}  // namespace fulltext
