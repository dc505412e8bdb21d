#include "db/session.h"

#include <array>
#include <limits>
#include <string>
#include <vector>

#include "db/identity.h"
#include "db/tables_test.h"

namespace db {
namespace {

using ProjectId = Id<struct ProjectTag>;
enum class Mood { calm = 1, wild = 2 };

class SessionTest : public OnTables {};
PLENARY_ON_BOTH_DATABASES(SessionTest);

constexpr Query insert_note{"note.insert", R"sql(
insert into projects (name, note, seen_at)
values ($1, $2, $3)
returning id)sql"};

constexpr Query find_note{"note.find", R"sql(
select note, seen_at
from projects
where id = $1)sql"};

std::string long_text() {
  std::string text;
  while (text.size() < 1'000'000) text += "Σ many words, many 🎉 lines\n";
  return text;
}

TEST_P(SessionTest, TextsComeBackAsTheyWent) {
  const std::vector<std::string> texts = {"",
                                          "plain",
                                          "  blanks  ",
                                          "it's; drop table projects; --",
                                          "\\ \" ' $1 %_",
                                          "€ 🎉 é",
                                          "e\u0301 נ\u202E",
                                          "\x01\x7F\t\r\n",
                                          "NULL",
                                          long_text()};
  write([&](Transaction& tx) {
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const auto& text = texts[i];
      const auto id = tx.value<ProjectId>(insert_note, {std::to_string(i), text, nullptr});
      EXPECT_EQ(tx.value<std::string>(find_note, {id}), text);
    }
  });
}

TEST_P(SessionTest, NumbersComeBackAsTheyWent) {
  using Limits = std::numeric_limits<std::int64_t>;
  write([&](Transaction& tx) {
    for (const std::int64_t number : {Limits::min(), std::int64_t{-1}, std::int64_t{0}, Limits::max()}) {
      const auto id = tx.value<ProjectId>(insert_note, {std::to_string(number), nullptr, Time{number}});
      tx.each(find_note, {id}, [&](const Row& row) {
        EXPECT_EQ(row.get<Time>(1).micros, number);
        EXPECT_EQ(row.get<std::optional<std::int64_t>>(1), number);
      });
    }
  });
}

TEST_P(SessionTest, NullIsNotEmpty) {
  write([](Transaction& tx) {
    const auto id = tx.value<ProjectId>(insert_note, {"n", std::optional<std::string>(), std::optional<Time>()});
    tx.each(find_note, {id}, [](const Row& row) {
      EXPECT_TRUE(row.is_null(0));
      EXPECT_FALSE(row.is_text(0));
      EXPECT_EQ(row.text(0), "");
      EXPECT_EQ(row.integer(1), 0);
      EXPECT_EQ(row.get<std::optional<std::string>>(0), std::nullopt);
      EXPECT_EQ(row.get<std::optional<Time>>(1), std::nullopt);
    });
    const auto empty = tx.value<ProjectId>(insert_note, {"e", std::string_view(), nullptr});
    tx.each(find_note, {empty}, [](const Row& row) { EXPECT_FALSE(row.is_null(0)); });
  });
}

TEST_P(SessionTest, ARowTellsItsColumns) {
  read([](Session& session) {
    session.each({"columns", "select 1 as one, 'a' as letter, 2 = 2 as yes, 2 = 3 as no"}, {}, [](const Row& row) {
      EXPECT_EQ(row.columns(), 4);
      EXPECT_EQ(row.column_name(1), "letter");
      EXPECT_FALSE(row.is_text(0));
      EXPECT_TRUE(row.is_text(1));
      EXPECT_FALSE(row.is_text(2));
      EXPECT_TRUE(row.get<bool>(2));
      EXPECT_FALSE(row.get<bool>(3));
      EXPECT_EQ(row.get<Mood>(0), Mood::calm);
    });
  });
}

TEST_P(SessionTest, SumsAreNumbers) {
  read([](Session& session) {
    session.each({"sum", "select sum(cast($1 as bigint)), count(*)"}, {7}, [](const Row& row) {
      EXPECT_FALSE(row.is_text(0));
      EXPECT_EQ(row.integer(0), 7);
    });
  });
}

TEST_P(SessionTest, FourWaysToRead) {
  write([](Transaction& tx) {
    for (const auto* name : {"a", "b", "c"}) tx.run(add_project, {name, 1});
  });
  read([](Session& session) {
    const Query names{"names", "select name from projects where name >= $1 order by name"};
    const auto name = [](const Row& row) { return row.get<std::string>(0); };
    EXPECT_EQ(session.all(names, {"b"}, name), (std::vector<std::string>{"b", "c"}));
    EXPECT_EQ(session.maybe(names, {"b"}, name), "b");
    EXPECT_EQ(session.maybe(names, {"x"}, name), std::nullopt);
    EXPECT_EQ(session.value<std::string>(names, {"a"}), "a");
    EXPECT_EQ(session.value<std::string>(names, {"x"}), "");
    EXPECT_TRUE(session.exists(names, {"c"}));
    EXPECT_FALSE(session.exists(names, {"x"}));
    const std::array<Argument, 1> arguments = {Argument("c")};
    EXPECT_EQ(session.value<std::string>(names, arguments), "c");
  });
}

TEST_P(SessionTest, RunCountsTheRowsItChanged) {
  write([](Transaction& tx) {
    EXPECT_EQ(tx.run(add_project, {"a", 1}), 1);
    EXPECT_EQ(tx.run(add_project, {"b", 1}), 1);
    EXPECT_EQ(tx.run({"all", "update projects set stars = stars + $1"}, {1}), 2);
    EXPECT_EQ(tx.run({"none", "update projects set stars = 0 where id < 0"}), 0);
    EXPECT_EQ(tx.run({"read", "select name from projects"}), 0);
    EXPECT_EQ(tx.run({"back", "delete from projects where stars >= $1 returning id"}, {2}), 2);
  });
}

// Each shape of query that stores use, since PostgreSQL wants to know the type of every parameter.
struct Shape {
  const char* sql;
  std::vector<Argument> arguments;
  std::int64_t answer;
};

TEST_P(SessionTest, ParametersFitWhereTheyStand) {
  const std::int64_t large = 1'000'000'000'000;
  const std::optional<std::int64_t> no_number;
  const std::optional<std::string> no_text;
  const std::vector<Shape> shapes = {
      {"select count(*) from projects where id = $1", {1}, 1},
      {"select count(*) from projects where stars = $1", {3}, 1},
      {"select count(*) from projects where $1 = 0 or id = $1", {large}, 0},
      {"select count(*) from projects where $1 = 0 or id = $1", {0}, 2},
      {"select count(*) from projects where $1 is null or id = $1", {no_number}, 2},
      {"select count(*) from projects where $1 is null or name = $1", {no_text}, 2},
      {"select count(*) from projects where $1 is null or name = $1", {"a"}, 1},
      {"select id from projects order by id limit $1 offset $2", {1, 1}, 2},
      {"select coalesce($1, $2)", {no_number, large}, large},
      {"select count(*) from projects where id in ($1, $2, $2)", {1, 2}, 2},
      {"select count(*) from projects where lower(name) like lower($1)", {"%A%"}, 1},
      {"select count(*) from projects where (stars, id) > ($1, $2)", {3, 0}, 2},
      {"select $1 + stars from projects where name = 'a'", {large}, large + 3},
      {"select count(*) from projects where coalesce(note, $1) = $1", {""}, 2},
      {"select count(*) from projects where seen_at is not distinct from $1", {nullptr}, 2},
      {"select case when $1 = 1 then $2 else 0 end", {true, 5}, 5},
      {"update projects set stars = $1, seen_at = $2 where id = $3 returning stars", {4, large, 2}, 4},
      {"insert into projects (name, stars, note) select name || $1, stars, $2 from projects where id = $3 returning 9",
       {"2", nullptr, 1},
       9},
  };
  for (const auto& shape : shapes) {
    SCOPED_TRACE(shape.sql);
    write([&](Transaction& tx) {
      tx.run({"clear", "delete from projects"});
      tx.run({"set", "insert into projects (id, name, stars) values (1, 'a', 3), (2, 'b', 4)"});
      sync_identity(tx, "projects");
      EXPECT_EQ(tx.value<std::int64_t>({"shape", shape.sql}, std::span<const Argument>(shape.arguments)), shape.answer);
      EXPECT_NO_THROW(tx.check({"shape", shape.sql}));
    });
  }
}

TEST_P(SessionTest, OneTextTakesNullsAndValues) {
  write([](Transaction& tx) {
    const Query find{"find", "select count(*) from projects where note is not distinct from $1"};
    tx.run(add_project, {"a", 1});
    EXPECT_EQ(tx.value<int>(find, {nullptr}), 1);
    EXPECT_EQ(tx.value<int>(find, {"x"}), 0);
    EXPECT_EQ(tx.value<int>(find, {nullptr}), 1);
  });
}

TEST_P(SessionTest, ManyDifferentTextsDoNotFillTheCache) {
  read([](Session& session) {
    for (int round = 0; round < 2; ++round) {
      for (int i = 0; i < 600; ++i) {
        const auto sql = "select " + std::to_string(i) + " + $1";
        ASSERT_EQ(session.value<int>({"dynamic", sql}, {1}), i + 1);
      }
    }
  });
}

TEST_P(SessionTest, ATextWithNulIsRefused) {
  write([](Transaction& tx) {
    EXPECT_EQ(fault_of([&] { tx.run(add_project, {std::string_view("a\0b", 3), 1}); }), "invalid");
    EXPECT_EQ(tx.run(add_project, {"a", 1}), 1) << "refused before the database saw it";
  });
}

TEST_P(SessionTest, AWrongNumberOfArgumentsIsAMistake) {
  write([](Transaction& tx) {
    EXPECT_THROW(tx.run(add_project, {"a"}), std::logic_error);
    EXPECT_THROW(tx.run(add_project, {"a", 1, 2}), std::logic_error);
    EXPECT_EQ(tx.run(add_project, {"a", 1}), 1);
  });
}

TEST_P(SessionTest, ABrokenQueryIsNamedAndItsArgumentsAreNot) {
  const auto message = [this](const Query& query, std::initializer_list<Argument> arguments) -> std::string {
    try {
      write([&](Transaction& tx) { tx.run(query, arguments); });
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return "";
  };
  EXPECT_NE(message({"bad.table", "select secret from nowhere where x = $1"}, {"hunter2"}).find("bad.table"),
            std::string::npos);
  const auto cast =
      message({"bad.cast", "insert into projects (name, stars) values ('x', cast($1 as integer) - 100)"}, {"hunter2"});
  EXPECT_NE(cast.find("bad.cast"), std::string::npos);
  EXPECT_EQ(cast.find("hunter2"), std::string::npos);
}

TEST_P(SessionTest, CheckFindsWhatCannotBePrepared) {
  read([](Session& session) {
    EXPECT_THROW(session.check({"bad", "select nothing from projects"}), std::runtime_error);
    EXPECT_THROW(session.check({"bad", "selec 1"}), std::runtime_error);
    EXPECT_NO_THROW(session.check({"good", "select name from projects where $1 is null or name = $1 or stars > $2"}));
    EXPECT_EQ(session.value<int>({"on", "select 3"}), 3);
  });
}

TEST_P(SessionTest, AQueryInsideAVisitIsAMistake) {
  read([](Session& session) {
    const Query one{"one", "select 1"};
    EXPECT_THROW(session.each(one, {}, [&](const Row&) { session.value<int>({"two", "select 2"}); }), std::logic_error);
    EXPECT_EQ(session.value<int>(one), 1);
  });
}

}  // namespace
}  // namespace db
