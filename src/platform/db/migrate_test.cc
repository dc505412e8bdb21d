#include <thread>
#include <vector>

#include "db/tables_test.h"

namespace db {
namespace {

class MigrateTest : public db_testing::OnBothDatabases {
 protected:
  std::vector<std::string> applied() {
    std::vector<std::string> names;
    read([&](Session& session) { names = applied_migrations(session); });
    return names;
  }
  std::string failure(std::vector<Migration> migrations) {
    try {
      migrate(database(), migrations);
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return "";
  }
};
PLENARY_ON_BOTH_DATABASES(MigrateTest);

constexpr Migration people{"people", "0001_people", "create table people (id {{ID}}, name text not null);"};
constexpr Migration story{"story", "0001_stories",
                          "create table stories (id {{ID}}, by bigint references people (id));"};
constexpr Migration more_people{"people", "0002_mail",
                                "alter table people add column mail text; update people set mail = '';"};
constexpr Migration broken{"story", "0002_broken", "create table half (x bigint); selec 1;"};

using Names = std::vector<std::string>;

TEST_P(MigrateTest, AFreshDatabaseHasNone) { EXPECT_EQ(applied(), Names{}); }

TEST_P(MigrateTest, AppliesEachOnceAndInOrder) {
  EXPECT_EQ(failure({people, story}), "");
  EXPECT_EQ(failure({people, story}), "");
  EXPECT_EQ(applied(), (Names{"people/0001_people", "story/0001_stories"}));
  EXPECT_EQ(failure({people, more_people, story}), "");
  EXPECT_EQ(applied(), (Names{"people/0001_people", "story/0001_stories", "people/0002_mail"}));
}

TEST_P(MigrateTest, AChangedOneIsRefusedBeforeAnythingHappens) {
  failure({people});
  auto changed = people;
  changed.sql = "create table people (id {{ID}})";
  EXPECT_NE(failure({changed, story}).find("people/0001_people"), std::string::npos);
  EXPECT_EQ(applied(), Names{"people/0001_people"});
}

TEST_P(MigrateTest, AnUnknownOneIsRefused) {
  failure({people, story});
  EXPECT_NE(failure({people, more_people}).find("story/0001_stories"), std::string::npos);
  EXPECT_EQ(applied(), (Names{"people/0001_people", "story/0001_stories"}));
}

TEST_P(MigrateTest, ABrokenOneLeavesNothingOfItself) {
  EXPECT_NE(failure({people, broken}).find("story/0002_broken"), std::string::npos);
  EXPECT_EQ(applied(), Names{"people/0001_people"});
  write([](Transaction& tx) {
    EXPECT_THROW(tx.attempt([&] { tx.run({"half", "select x from half"}); }), std::runtime_error);
  });
  EXPECT_EQ(failure({people, story}), "");
}

TEST_P(MigrateTest, SeveralAtOnceApplyEachOnce) {
  std::vector<std::string> failures(4);
  std::vector<std::thread> threads;
  for (auto& one : failures) {
    threads.emplace_back([&] {
      const auto own = Database::open(location());
      try {
        migrate(*own, std::vector<Migration>{people, story, more_people});
      } catch (const std::exception& error) {
        one = error.what();
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(failures, std::vector<std::string>(4));
  EXPECT_EQ(applied().size(), 3U);
}

// A table that others refer to can only be changed by making it anew; ON DELETE CASCADE must not fire then.
TEST_P(MigrateTest, ATableCanBeRebuilt) {
  if (!on_sqlite()) GTEST_SKIP() << "PostgreSQL alters tables in place";
  constexpr Migration tables{"a", "0001", R"sql(
    create table parent (id {{ID}}, name text);
    create table child (id {{ID}}, parent_id bigint not null references parent (id) on delete cascade);
    insert into parent (name) values ('p');
    insert into child (parent_id) values (1);)sql"};
  constexpr Migration rebuild{"a", "0002", R"sql(
    create table fresh (id {{ID}}, name text not null);
    insert into fresh select id, name from parent;
    drop table parent;
    alter table fresh rename to parent;)sql"};
  constexpr Migration orphans{"a", "0003", "delete from parent;"};
  EXPECT_EQ(failure({tables, rebuild}), "");
  read([](Session& s) { EXPECT_EQ(s.value<int>({"children", "select count(*) from child"}), 1); });
  EXPECT_NE(failure({tables, rebuild, orphans}).find("refer to nothing"), std::string::npos);
  read([](Session& s) { EXPECT_EQ(s.value<int>({"parents", "select count(*) from parent"}), 1); });
}

}  // namespace
}  // namespace db
