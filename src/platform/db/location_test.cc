#include <gtest/gtest.h>

#include "db/database.h"

namespace db {
namespace {

TEST(Location, AUrlIsPostgresqlAndTheRestAreFiles) {
  struct Case {
    const char* text;
    Engine engine;
  };
  const Case cases[] = {
      {"postgresql://db.example.org/plenary", Engine::postgresql},
      {"postgres:///plenary?host=/run/postgresql", Engine::postgresql},
      {"/var/lib/plenary/plenary.sqlite", Engine::sqlite},
      {"plenary.db", Engine::sqlite},
      {"postgresql.db", Engine::sqlite},
  };
  for (const auto& each : cases) {
    const auto location = Location::parse(each.text);
    EXPECT_EQ(location.engine, each.engine) << each.text;
    EXPECT_EQ(location.target, each.text);
  }
}

TEST(Location, AServerThatIsNotThereIsNamedAsTheProblem) {
  try {
    Database::open(Location::parse("postgresql:///plenary?host=/nowhere"));
    FAIL();
  } catch (const std::runtime_error& error) {
    EXPECT_EQ(std::string(error.what()).find("Can't reach the PostgreSQL server"), 0U) << error.what();
  }
}

}  // namespace
}  // namespace db
