#pragma once

#include <gtest/gtest.h>

#include <string>

#include "base/error.h"
#include "db_testing/test_databases.h"

// What the tests of this module share: two small tables, and ways to say what a statement must throw.
namespace db {

constexpr Migration test_tables[] = {{"test", "0001_tables", R"sql(
create table projects (
  id {{ID}},
  name text not null unique,
  stars integer not null default 0 constraint stars_not_negative check (stars >= 0),
  note text,
  seen_at bigint
);
create table tasks (
  id {{ID}},
  project_id bigint not null constraint task_project references projects (id),
  title text not null
);
)sql"}};

constexpr Query add_project{"project.add", R"sql(
insert into projects (name, stars)
values ($1, $2))sql"};

constexpr Query count_projects{"project.count", R"sql(
select count(*)
from projects)sql"};

class OnTables : public db_testing::OnBothDatabases {
 protected:
  void SetUp() override { prepare(test_tables); }

  std::int64_t projects() {
    std::int64_t count = 0;
    read([&](Session& session) { count = session.value<std::int64_t>(count_projects); });
    return count;
  }
};

template <class Statement>
std::string fault_of(Statement statement) {
  try {
    statement();
  } catch (const Error& error) {
    switch (error.fault()) {
      case Fault::busy: return "busy";
      case Fault::invalid: return "invalid";
      default: return "another fault";
    }
  } catch (const std::exception& error) {
    return std::string("no fault: ") + error.what();
  }
  return "nothing thrown";
}

}  // namespace db
