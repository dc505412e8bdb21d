#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "db/database.h"

// Databases for tests:
//
//   class StoryStore : public db_testing::OnBothDatabases {
//     void SetUp() override { prepare(story::schema()); }
//   };
//   PLENARY_ON_BOTH_DATABASES(StoryStore);
//   TEST_P(StoryStore, KeepsTheTitle) { write([](db::Transaction& tx) { … }); read([](db::Session& session) { … }); }
//
// PostgreSQL is a server that the first test which needs it starts, and that stops with the process; or the one at
// PLENARY_TEST_POSTGRESQL (the URL of a database in which databases may be created). Without either, tests on it are
// skipped.
namespace db_testing {

// A folder that goes away with everything in it.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// Empty if there can be tests on the engine here, else why not.
std::string why_not(db::Engine engine);

// An empty database that lasts as long as the object.
class TestDatabase {
 public:
  explicit TestDatabase(db::Engine engine);
  ~TestDatabase();
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;

  const db::Location& location() const { return location_; }
  db::Database& get() { return *database_; }

 private:
  TemporaryFolder folder_;
  std::string name_;  // on PostgreSQL
  db::Location location_;
  std::unique_ptr<db::Database> database_;
};

class OnBothDatabases : public ::testing::TestWithParam<db::Engine> {
 protected:
  // Skips the test, with the reason, where the engine is missing.
  void SetUp() override { prepare({}); }
  void TearDown() override;
  // Makes the database with these migrations: call it from SetUp.
  void prepare(std::span<const db::Migration> migrations);

  db::Engine engine() const { return GetParam(); }
  bool on_sqlite() const { return engine() == db::Engine::sqlite; }
  db::Database& database() { return test_database_->get(); }
  const db::Location& location() const { return test_database_->location(); }

  // Through one connection of each kind that lasts for the test.
  void write(const std::function<void(db::Transaction&)>& work);
  void read(const std::function<void(db::Session&)>& work);

 private:
  std::unique_ptr<TestDatabase> test_database_;
  std::unique_ptr<db::WriteConnection> writer_;
  std::unique_ptr<db::Reader> reader_;
};

std::string engine_name(const ::testing::TestParamInfo<db::Engine>& engine);

}  // namespace db_testing

#define PLENARY_ON_BOTH_DATABASES(Suite)                                                               \
  INSTANTIATE_TEST_SUITE_P(Both, Suite, ::testing::Values(db::Engine::sqlite, db::Engine::postgresql), \
                           ::db_testing::engine_name)
