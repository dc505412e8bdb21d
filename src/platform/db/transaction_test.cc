#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "db/identity.h"
#include "db/tables_test.h"

namespace db {
namespace {

class TransactionTest : public OnTables {};
PLENARY_ON_BOTH_DATABASES(TransactionTest);

struct Refused {
  ConstraintError::Kind kind{};
  std::string constraint;
};

Refused refused(Transaction& tx, const char* sql) {
  try {
    tx.attempt([&] { tx.run({"refused", sql}); });
  } catch (const ConstraintError& error) {
    EXPECT_EQ(std::string(error.what()).find("refused: "), 0U);
    return {error.kind(), error.constraint()};
  }
  ADD_FAILURE() << "not refused: " << sql;
  return {};
}

TEST_P(TransactionTest, EachKindOfConstraintSaysWhichItIs) {
  using Kind = ConstraintError::Kind;
  struct Case {
    const char* sql;
    Kind kind;
    const char *sqlite, *postgresql;
  };
  const std::vector<Case> cases = {
      {"insert into projects (name) values ('a')", Kind::unique, "projects.name", "projects_name_key"},
      {"insert into projects (id, name) values (1, 'b')", Kind::unique, "projects.id", "projects_pkey"},
      {"insert into projects (name, stars) values ('b', -1)", Kind::check, "stars_not_negative", "stars_not_negative"},
      {"insert into projects (name) values (null)", Kind::not_null, "projects.name", "projects.name"},
      {"insert into tasks (project_id, title) values (99, 't')", Kind::foreign_key, "", "task_project"},
  };
  write([&](Transaction& tx) {
    tx.run(add_project, {"a", 1});
    for (const auto& each : cases) {
      SCOPED_TRACE(each.sql);
      const auto told = refused(tx, each.sql);
      EXPECT_EQ(told.kind, each.kind);
      EXPECT_EQ(told.constraint, on_sqlite() ? each.sqlite : each.postgresql);
    }
  });
  EXPECT_EQ(projects(), 1) << "the transaction went on";
}

TEST_P(TransactionTest, AThrowUndoesEverything) {
  EXPECT_THROW(write([](Transaction& tx) {
                 tx.run(add_project, {"a", 1});
                 throw std::runtime_error("no");
               }),
               std::runtime_error);
  EXPECT_EQ(projects(), 0);
  write([](Transaction& tx) { tx.run(add_project, {"a", 1}); });
  EXPECT_EQ(projects(), 1);
}

TEST_P(TransactionTest, AThrowFromAVisitLeavesTheConnectionUsable) {
  const Query numbers{"numbers",
                      "with recursive n(i) as (select 1 union all select i + 1 from n where i < 5000) select i from n"};
  for (int i = 0; i < 3; ++i) {
    EXPECT_THROW(read([&](Session& s) { s.each(numbers, {}, [](const Row&) { throw std::runtime_error("enough"); }); }),
                 std::runtime_error);
  }
  write([&](Transaction& tx) {
    EXPECT_THROW(tx.each(numbers, {}, [](const Row&) { throw std::runtime_error("enough"); }), std::runtime_error);
    tx.run(add_project, {"a", 1});
  });
  EXPECT_EQ(projects(), 1);
}

TEST_P(TransactionTest, AnAttemptUndoesOnlyItself) {
  write([](Transaction& tx) {
    tx.run(add_project, {"before", 1});
    EXPECT_THROW(tx.attempt([&] {
      tx.run(add_project, {"inside", 1});
      tx.attempt([&] { tx.run(add_project, {"deeper", 1}); });
      EXPECT_THROW(tx.attempt([&] { tx.run(add_project, {"before", 1}); }), ConstraintError);
      tx.run(add_project, {"inside too", 1});
      throw std::runtime_error("no");
    }),
                 std::runtime_error);
    tx.attempt([] {});
    EXPECT_THROW(tx.attempt([] { throw std::runtime_error("nothing done"); }), std::runtime_error);
    tx.attempt([&] { tx.run(add_project, {"after", 1}); });
    EXPECT_EQ(tx.value<int>(count_projects), 2);
  });
  EXPECT_EQ(projects(), 2);
}

TEST_P(TransactionTest, AfterAFailedQueryNothingGoes) {
  EXPECT_THROW(write([](Transaction& tx) {
                 tx.run(add_project, {"a", 1});
                 EXPECT_THROW(tx.run(add_project, {"a", 1}), ConstraintError);
                 tx.run(add_project, {"b", 1});
               }),
               std::logic_error);
  EXPECT_THROW(write([](Transaction& tx) {
                 tx.run(add_project, {"a", 1});
                 EXPECT_THROW(tx.run(add_project, {"a", 1}), ConstraintError);
               }),
               std::logic_error)
      << "a swallowed failure must not commit half of the work";
  EXPECT_EQ(projects(), 0);
}

TEST_P(TransactionTest, ManyRowsTravelTogether) {
  constexpr int rows = 10'000;
  std::vector<std::string> names;
  for (int i = 0; i < rows; ++i) names.push_back("project " + std::to_string(i));
  std::vector<Argument> arguments;
  for (int i = 0; i < rows; ++i) {
    arguments.emplace_back(names[static_cast<std::size_t>(i)]);
    arguments.emplace_back(i);
  }
  write([&](Transaction& tx) {
    tx.run_many(add_project, 2, arguments);
    tx.run_many(add_project, 2, {});
    EXPECT_THROW(tx.run_many(add_project, 3, std::span(arguments).first(4)), std::logic_error);
  });
  EXPECT_EQ(projects(), rows);
  EXPECT_THROW(write([&](Transaction& tx) { tx.run_many(add_project, 2, arguments); }), ConstraintError);
  EXPECT_EQ(projects(), rows);
}

TEST_P(TransactionTest, ManyRowsMayHoldNulls) {
  const Query insert{"many.nulls", "insert into projects (name, note, seen_at) values ($1, $2, $3)"};
  write([&](Transaction& tx) {
    const std::vector<Argument> arguments = {"a", nullptr, 1, "b", "x", nullptr, "c", "y", 3};
    tx.run_many(insert, 3, arguments);
    EXPECT_EQ(tx.value<int>({"n", "select count(*) from projects where note is null or seen_at is null"}), 2);
  });
}

TEST_P(TransactionTest, AScriptHoldsSeveralStatements) {
  write([](Transaction& tx) {
    tx.script("create table a (x bigint); insert into a values (1); insert into a values (2);");
    EXPECT_EQ(tx.value<int>({"a", "select sum(x) from a"}), 3);
    EXPECT_THROW(tx.attempt([&] { tx.script("insert into a values (3); insert into nowhere values (1);"); }),
                 std::runtime_error);
    EXPECT_EQ(tx.value<int>({"a", "select sum(x) from a"}), 3);
  });
}

TEST_P(TransactionTest, IdsContinueAboveExplicitOnesAndNeverComeBack) {
  const Query next{"next", "insert into projects (name) values ($1) returning id"};
  const Query given{"given", "insert into projects (id, name) values ($1, $2)"};
  write([&](Transaction& tx) {
    sync_identity(tx, "projects");
    EXPECT_EQ(tx.value<int>(next, {"first"}), 1);
    tx.run(given, {1000, "import"});
    sync_identity(tx, "projects");
    EXPECT_EQ(tx.value<int>(next, {"after import"}), 1001);
    tx.run({"delete", "delete from projects"});
    sync_identity(tx, "projects");
    EXPECT_EQ(tx.value<int>(next, {"after delete"}), 1002);
    EXPECT_THROW(sync_identity(tx, "projects; drop table x"), std::logic_error);
    refresh_statistics(tx);
  });
}

TEST_P(TransactionTest, AReaderSeesOneStateUntilItsEnd) {
  auto writer = database().connect_writer();
  writer->write([](Transaction& tx) { tx.run(add_project, {"a", 1}); });
  read([&](Session& session) {
    EXPECT_EQ(session.value<int>(count_projects), 1);
    writer->write([](Transaction& tx) { tx.run(add_project, {"b", 1}); });
    EXPECT_EQ(session.value<int>(count_projects), 1);
  });
  EXPECT_EQ(projects(), 2);
}

TEST_P(TransactionTest, AReaderCannotWrite) {
  auto& reader = *this;
  EXPECT_THROW(reader.read([](Session& session) { session.run(add_project, {"a", 1}); }), std::runtime_error);
  EXPECT_EQ(projects(), 0);
}

TEST_P(TransactionTest, AReadWithoutAQueryCostsNothing) {
  read([](Session&) {});
  write([](Transaction&) {});
  EXPECT_EQ(projects(), 0);
}

// One holds a row (PostgreSQL) or the file (SQLite); the other gives up after its five seconds.
TEST_P(TransactionTest, WhoMustWaitTooLongIsToldBusy) {
  write([](Transaction& tx) { tx.run(add_project, {"a", 1}); });
  auto other = database().connect_writer();
  const Query touch{"touch", "update projects set stars = stars + 1"};
  write([&](Transaction& tx) {
    tx.run(touch);
    EXPECT_EQ(fault_of([&] { other->write([&](Transaction& second) { second.run(touch); }); }), "busy");
  });
  other->write([&](Transaction& tx) { EXPECT_EQ(tx.run(touch), 1); });
}

}  // namespace
}  // namespace db
