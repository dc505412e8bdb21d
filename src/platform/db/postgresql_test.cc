// What only PostgreSQL can do to us: lose connections, at the worst of moments.

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "db/cutting_proxy_test.h"
#include "db/tables_test.h"
#include "db/writer.h"
#include "db_testing/postgresql_server.h"

namespace db {
namespace {

// A server of its own, since it is stopped and started.
class PostgresqlTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    if (db_testing::PostgresqlServer::available()) server_ = new db_testing::PostgresqlServer;
  }
  static void TearDownTestSuite() { delete std::exchange(server_, nullptr); }

  void SetUp() override {
    if (server_ == nullptr) GTEST_SKIP() << "PostgreSQL is not installed here";
    database_ = Database::open(Location::parse(server_->url("postgres")));
    database_->connect_writer()->write(
        [](Transaction& tx) { tx.script("drop schema public cascade; create schema public"); });
    migrate(*database_, test_tables);
  }

  static int projects(Reader& reader) {
    int count = 0;
    reader.read([&](Session& session) { count = session.value<int>(count_projects); });
    return count;
  }
  static void add(WriteConnection& writer, const std::string& name) {
    writer.write([&](Transaction& tx) { tx.run(add_project, {name, 1}); });
  }

  static inline db_testing::PostgresqlServer* server_ = nullptr;
  std::unique_ptr<Database> database_;
};

TEST_F(PostgresqlTest, ConnectsAgainAfterTheServerWasRestarted) {
  const auto writer = database_->connect_writer();
  const auto reader = database_->connect_reader();
  add(*writer, "before");
  EXPECT_EQ(projects(*reader), 1);
  server_->crash();
  EXPECT_EQ(fault_of([&] { projects(*reader); }), "busy");
  EXPECT_EQ(fault_of([&] { add(*writer, "meanwhile"); }), "busy");
  server_->start();
  EXPECT_EQ(projects(*reader), 1);
  add(*writer, "after");
  EXPECT_EQ(projects(*reader), 2);
}

TEST_F(PostgresqlTest, AServerThatStopsInsideATransactionMeansBusy) {
  const auto writer = database_->connect_writer();
  EXPECT_EQ(fault_of([&] {
              writer->write([&](Transaction& tx) {
                tx.run(add_project, {"a", 1});
                server_->crash();
                EXPECT_EQ(fault_of([&] { tx.run(add_project, {"b", 1}); }), "busy");
                EXPECT_EQ(fault_of([&] { tx.attempt([&] { tx.run(add_project, {"c", 1}); }); }), "busy");
              });
            }),
            "busy");
  server_->start();
  EXPECT_EQ(projects(*database_->connect_reader()), 0);
}

TEST_F(PostgresqlTest, AReadThatLosesItsServerMeansBusy) {
  const auto reader = database_->connect_reader();
  EXPECT_EQ(fault_of([&] {
              reader->read([&](Session& session) {
                session.value<int>(count_projects);
                server_->crash();
                session.value<int>(count_projects);
              });
            }),
            "busy");
  server_->start();
  EXPECT_EQ(projects(*reader), 0);
}

class CommitTest : public PostgresqlTest {
 protected:
  void SetUp() override {
    PostgresqlTest::SetUp();
    if (server_ == nullptr) return;
    proxy_ = std::make_unique<CuttingProxy>(folder_.path(), server_->folder());
    through_proxy_ =
        Database::open(Location::parse("postgresql:///postgres?host=" + folder_.path().string() + "&user=postgres"));
    writer_ = through_proxy_->connect_writer();
    reader_ = database_->connect_reader();
  }
  void TearDown() override {
    writer_.reset();
    through_proxy_.reset();
  }

  db_testing::TemporaryFolder folder_;
  std::unique_ptr<CuttingProxy> proxy_;
  std::unique_ptr<Database> through_proxy_;
  std::unique_ptr<WriteConnection> writer_;
  std::unique_ptr<Reader> reader_;
};

TEST_F(CommitTest, ACommitWhoseAnswerWasLostCounts) {
  proxy_->cut_next(CuttingProxy::Cut::after_commit);
  add(*writer_, "a");
  EXPECT_EQ(projects(*reader_), 1);
  add(*writer_, "b");
  EXPECT_EQ(projects(*reader_), 2);
}

TEST_F(CommitTest, ACommitThatTheServerNeverHeardDidNotHappen) {
  proxy_->cut_next(CuttingProxy::Cut::before_commit);
  EXPECT_EQ(fault_of([&] { add(*writer_, "a"); }), "busy");
  EXPECT_EQ(projects(*reader_), 0);
  add(*writer_, "a");
  EXPECT_EQ(projects(*reader_), 1);
}

TEST_F(CommitTest, TheWriterStoresEveryPieceExactlyOnce) {
  const Query add_row{"row", "insert into tasks (project_id, title) values ($1, $2)"};
  add(*writer_, "project");
  constexpr int pieces = 200;
  std::atomic<int> good = 0;
  {
    Writer writer(*through_proxy_, {.largest_group = 20});
    for (int i = 0; i < pieces; ++i) {
      if (i == 40) proxy_->cut_next(CuttingProxy::Cut::before_commit);
      if (i == 120) proxy_->cut_next(CuttingProxy::Cut::after_commit);
      writer.submit(
          [&, i](Transaction& tx) {
            tx.run(add_row, {1, std::to_string(i)});
          },
          [&](std::exception_ptr failure) { good += !failure; });
    }
  }
  EXPECT_EQ(good, pieces);
  reader_->read([&](Session& session) {
    EXPECT_EQ(session.value<int>({"rows", "select count(*) from tasks"}), pieces);
    EXPECT_EQ(session.value<int>({"titles", "select count(distinct title) from tasks"}), pieces);
  });
}

TEST_F(PostgresqlTest, AChangedSchemaMeansTryAgain) {
  const auto writer = database_->connect_writer();
  const auto reader = database_->connect_reader();
  const auto look = [&] {
    reader->read([](Session& session) { session.each({"all", "select * from projects"}, {}, [](const Row&) {}); });
  };
  look();
  writer->write([](Transaction& tx) { tx.script("alter table projects add column extra text"); });
  EXPECT_EQ(fault_of(look), "busy");
  look();
}

// A deadlock ends one of the two, which may try again.
TEST_F(PostgresqlTest, ADeadlockMeansBusy) {
  const auto one = database_->connect_writer();
  const auto two = database_->connect_writer();
  add(*one, "a"), add(*one, "b");
  const Query touch{"touch", "update projects set stars = stars + 1 where name = $1"};
  std::string first, second;
  std::thread other;
  one->write([&](Transaction& tx) {
    tx.run(touch, {"a"});
    other = std::thread([&] {
      second = fault_of([&] { two->write([&](Transaction& its) { its.run(touch, {"b"}), its.run(touch, {"a"}); }); });
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    first = fault_of([&] { tx.attempt([&] { tx.run(touch, {"b"}); }); });
  });
  other.join();
  EXPECT_EQ((first == "busy") + (second == "busy"), 1) << first << ", " << second;
}

}  // namespace
}  // namespace db
