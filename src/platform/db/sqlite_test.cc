#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "db/sqlite_database.h"
#include "db/tables_test.h"

namespace db {
namespace {

namespace fs = std::filesystem;

class SqliteTest : public ::testing::Test {
 protected:
  std::string path() const { return folder_.path() / "data.sqlite"; }
  std::string failure_to_open(const std::string& path) {
    try {
      Database::open(Location::parse(path));
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return "";
  }

  db_testing::TemporaryFolder folder_;
};

TEST_F(SqliteTest, TheFileIsForItsOwnerAlone) {
  const auto database = Database::open(Location::parse(path()));
  const auto writer = database->connect_writer();
  writer->write([](Transaction& tx) { tx.script("create table a (x bigint)"); });
  for (const auto* suffix : {"", "-wal"}) {
    struct stat status {};
    ASSERT_EQ(::stat((path() + suffix).c_str(), &status), 0) << suffix;
    EXPECT_EQ(status.st_mode & 0777, 0600U) << suffix;
  }
}

TEST_F(SqliteTest, SaysWhatToDoAboutAFileThatIsNoDatabase) {
  std::ofstream(path())
      << "Dear diary, today I wrote more than a hundred bytes into a file that is no database, to see "
         "what happens when somebody points the server at it.";
  EXPECT_NE(failure_to_open(path()).find("is not a SQLite database"), std::string::npos);
}

TEST_F(SqliteTest, SaysWhatToDoAboutAMissingFolder) {
  EXPECT_NE(failure_to_open(folder_.path() / "nowhere" / "data.sqlite").find("folder must exist"), std::string::npos);
}

TEST_F(SqliteTest, WantsAFile) {
  for (const auto* path : {"", ":memory:", "file::memory:?cache=shared"}) EXPECT_NE(failure_to_open(path), "") << path;
}

TEST_F(SqliteTest, SettingsAreAsDesigned) {
  const auto database = Database::open(Location::parse(path()));
  const auto pragma = [](Session& session, const std::string& name) {
    const auto sql = "pragma " + name;
    return session.value<std::string>({"pragma", sql});
  };
  database->connect_writer()->write([&](Transaction& tx) {
    EXPECT_EQ(pragma(tx, "journal_mode"), "wal");
    EXPECT_EQ(pragma(tx, "synchronous"), "2");
    EXPECT_EQ(pragma(tx, "foreign_keys"), "1");
    EXPECT_EQ(pragma(tx, "wal_autocheckpoint"), "4000");
    EXPECT_EQ(pragma(tx, "busy_timeout"), "5000");
    EXPECT_EQ(pragma(tx, "temp_store"), "2");
    EXPECT_EQ(pragma(tx, "mmap_size"), "268435456");
    EXPECT_EQ(pragma(tx, "cache_size"), "-32000");
  });
  database->connect_reader()->read([&](Session& session) {
    EXPECT_EQ(pragma(session, "query_only"), "1");
    EXPECT_EQ(pragma(session, "cache_size"), "-4000");
  });
}

// A read that was left by an exception must not hold on to its snapshot: the WAL could never be emptied again.
TEST_F(SqliteTest, AReadThatStoppedEarlyPinsNothing) {
  const auto database = Database::open(Location::parse(path()));
  migrate(*database, test_tables);
  const auto writer = database->connect_writer();
  const auto reader = database->connect_reader();
  const Query all{"all", "select name from projects"};
  const auto stop = [](const Row&) { throw std::runtime_error("enough"); };
  for (int round = 0; round < 5; ++round) {
    writer->write([&](Transaction& tx) {
      for (int i = 0; i < 100; ++i) tx.run(add_project, {std::to_string(round) + "/" + std::to_string(i), i});
      EXPECT_THROW(tx.each(all, {}, stop), std::runtime_error);
    });
    EXPECT_THROW(reader->read([&](Session& session) { session.each(all, {}, stop); }), std::runtime_error);
  }
  const auto other = open_sqlite_connection(path(), SqliteRole::writer, {});
  int in_wal = -1, checkpointed = -1;
  EXPECT_EQ(sqlite3_wal_checkpoint_v2(other.get(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, &in_wal, &checkpointed),
            SQLITE_OK);
  EXPECT_EQ(in_wal, 0);
  EXPECT_EQ(fs::file_size(path() + "-wal"), 0U);
}

TEST_F(SqliteTest, TheWalStaysSmallWhileReadersCome) {
  const auto database = open_sqlite(path(), {.synchronous = "off", .checkpoint_pages = 50});
  migrate(*database, test_tables);
  const auto writer = database->connect_writer();
  const auto reader = database->connect_reader();
  for (int i = 0; i < 1000; ++i) {
    writer->write([i](Transaction& tx) { tx.run(add_project, {std::to_string(i), i}); });
    reader->read([](Session& session) { session.value<int>(count_projects); });
  }
  EXPECT_LT(fs::file_size(path() + "-wal"), 1'000'000U);
}

// One statement that fails for want of room makes SQLite give up the transaction: what follows must not be taken for
// a part of it.
TEST_F(SqliteTest, ATransactionThatWasLostTakesNothingMore) {
  const auto database = Database::open(Location::parse(path()));
  migrate(*database, test_tables);
  const auto writer = database->connect_writer();
  EXPECT_EQ(fault_of([&] {
              writer->write([](Transaction& tx) {
                tx.run(add_project, {"before", 1});
                EXPECT_THROW(tx.attempt([&] {
                  tx.run({"lose", "insert or rollback into projects (name) values ('before')"});
                }),
                             ConstraintError);
                tx.run(add_project, {"after", 1});
              });
            }),
            "busy");
  database->connect_reader()->read([](Session& session) { EXPECT_EQ(session.value<int>(count_projects), 0); });
}

}  // namespace
}  // namespace db
