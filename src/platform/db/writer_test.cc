#include "db/writer.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>
#include <mutex>
#include <semaphore>
#include <string>
#include <thread>
#include <vector>

#include "db/tables_test.h"

namespace db {
namespace {

using Failure = std::exception_ptr;

class WriterTest : public OnTables {
 protected:
  // Holds the writer's thread inside a piece of work, so that what is submitted meanwhile becomes one group.
  class Gate {
   public:
    explicit Gate(Writer& writer) {
      writer.submit([this](Transaction&) { entered_.release(), opened_.acquire(), opened_.release(); }, [](Failure) {});
      entered_.acquire();
    }
    void open() { opened_.release(); }

   private:
    std::counting_semaphore<> entered_{0}, opened_{0};
  };
};
PLENARY_ON_BOTH_DATABASES(WriterTest);

TEST_P(WriterTest, RunReturnsWhenTheWorkIsThere) {
  Writer writer(database(), {});
  for (int i = 0; i < 5; ++i) {
    writer.run([i](Transaction& tx) { tx.run(add_project, {std::to_string(i), i}); });
    EXPECT_EQ(projects(), i + 1);
  }
}

TEST_P(WriterTest, RunThrowsWhatTheWorkThrew) {
  Writer writer(database(), {});
  EXPECT_THROW(writer.run([](Transaction&) { throw invalid("no"); }), Error);
  EXPECT_THROW(writer.run([](Transaction& tx) { tx.run(add_project, {"a", -1}); }), ConstraintError);
  writer.run([](Transaction& tx) { tx.run(add_project, {"a", 1}); });
  EXPECT_EQ(projects(), 1);
}

TEST_P(WriterTest, TellsOfACommitWhenItsDataIsThere) {
  std::vector<std::int64_t> seen;
  {
    Writer writer(database(), {.committed = [&] { seen.push_back(projects()); }});
    for (int i = 0; i < 3; ++i) writer.run([i](Transaction& tx) { tx.run(add_project, {std::to_string(i), i}); });
  }
  EXPECT_EQ(seen, (std::vector<std::int64_t>{1, 2, 3}));
}

TEST_P(WriterTest, PiecesAreDoneInTheirOrder) {
  std::vector<int> ran, answered;
  {
    Writer writer(database(), {.largest_group = 7});
    Gate gate(writer);
    for (int i = 0; i < 100; ++i) {
      writer.submit(
          [&ran, i](Transaction& tx) {
            tx.run(add_project, {std::to_string(i), i}), ran.push_back(i);
          },
          [&answered, i](Failure failure) {
            if (!failure) answered.push_back(i);
          });
    }
    gate.open();
  }
  EXPECT_EQ(projects(), 100);
  EXPECT_EQ(ran, answered);
  EXPECT_TRUE(std::is_sorted(ran.begin(), ran.end()));
}

TEST_P(WriterTest, APieceThatFailsIsUndoneAlone) {
  std::vector<std::string> failed;
  {
    Writer writer(database(), {});
    Gate gate(writer);
    for (int i = 0; i < 9; ++i) {
      writer.submit(
          [i](Transaction& tx) {
            tx.run(add_project, {std::to_string(i), 1});
            if (i % 3 == 1) tx.run(add_project, {std::to_string(i), 1});  // not unique
            if (i % 3 == 2) throw std::runtime_error("no");
          },
          [&failed, i](Failure failure) {
            if (failure) failed.push_back(std::to_string(i));
          });
    }
    gate.open();
  }
  EXPECT_EQ(failed, (std::vector<std::string>{"1", "2", "4", "5", "7", "8"}));
  EXPECT_EQ(projects(), 3);
}

// A swallowed failure would make PostgreSQL roll back the whole group without a word.
TEST_P(WriterTest, APieceThatSwallowsAFailedQueryFails) {
  std::atomic<int> good = 0, bad = 0;
  {
    Writer writer(database(), {});
    Gate gate(writer);
    const auto count = [&](Failure failure) { failure ? ++bad : ++good; };
    for (int i = 0; i < 3; ++i) {
      writer.submit([i](Transaction& tx) { tx.run(add_project, {"good " + std::to_string(i), 1}); }, count);
      writer.submit(
          [](Transaction& tx) {
            try {
              tx.run(add_project, {"bad", -1});
            } catch (const ConstraintError&) {
            }
          },
          count);
    }
    gate.open();
  }
  EXPECT_EQ(good, 3);
  EXPECT_EQ(bad, 3);
  EXPECT_EQ(projects(), 3);
}

// A deferred constraint speaks up at the commit of the group: then each piece is tried alone.
TEST_P(WriterTest, WhenTheCommitFailsOnlyTheGuiltyFail) {
  write([](Transaction& tx) {
    tx.script(
        "create table parts (id bigint primary key, "
        "whole_id bigint references projects (id) deferrable initially deferred)");
  });
  std::atomic<int> good = 0, bad = 0;
  {
    Writer writer(database(), {});
    Gate gate(writer);
    for (int i = 0; i < 6; ++i) {
      writer.submit(
          [i](Transaction& tx) {
            tx.run(add_project, {std::to_string(i), 1});
            if (i == 2) tx.run({"part", "insert into parts (id, whole_id) values (1, 999)"});
          },
          [&](Failure failure) { failure ? ++bad : ++good; });
    }
    gate.open();
  }
  EXPECT_EQ(good, 5);
  EXPECT_EQ(bad, 1);
  EXPECT_EQ(projects(), 5);
}

TEST_P(WriterTest, AFullQueueRefuses) {
  Writer writer(database(), {.longest_queue = 3});
  std::counting_semaphore<> done{0};
  Gate gate(writer);
  const auto add = [&] { writer.submit([](Transaction&) {}, [&](Failure) { done.release(); }); };
  add(), add();
  EXPECT_EQ(fault_of(add), "busy");
  gate.open();
  done.acquire(), done.acquire();
  add();
  done.acquire();
}

TEST_P(WriterTest, DoneComesWhenOthersCanSeeTheWork) {
  std::atomic<int> unseen = 0, answers = 0;
  {
    const auto reader = database().connect_reader();
    Writer writer(database(), {});
    for (int i = 0; i < 50; ++i) {
      writer.submit(
          [i](Transaction& tx) {
            tx.run(add_project, {std::to_string(i), i});
          },
          [&, i](Failure) {
            ++answers;
            reader->read([&](Session& session) {
              const Query find{"find", "select id from projects where name = $1"};
              if (!session.exists(find, {std::to_string(i)})) ++unseen;
            });
          });
    }
  }
  EXPECT_EQ(answers, 50) << "the destructor finishes what is queued";
  EXPECT_EQ(unseen, 0);
}

TEST_P(WriterTest, ManyThreadsShareIt) {
  Writer writer(database(), {});
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&writer, t] {
      for (int i = 0; i < 50; ++i) {
        writer.run([&](Transaction& tx) { tx.run(add_project, {std::to_string(t) + "/" + std::to_string(i), i}); });
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(projects(), 400);
}

// Another process holds the database: the first to wait too long answers for all that stood behind it.
TEST_P(WriterTest, ABusyDatabaseIsWaitedForOnce) {
  if (!on_sqlite()) GTEST_SKIP() << "on PostgreSQL others do not lock the whole database";
  Writer writer(database(), {});
  std::atomic<int> busy = 0;
  std::counting_semaphore<> done{0};
  const auto start = std::chrono::steady_clock::now();
  write([&](Transaction& tx) {
    tx.run(add_project, {"mine", 1});
    for (int i = 0; i < 20; ++i) {
      writer.submit([](Transaction&) {},
                    [&](Failure failure) {
                      busy += fault_of([&] { std::rethrow_exception(failure); }) == "busy";
                      done.release();
                    });
    }
    for (int i = 0; i < 20; ++i) done.acquire();
  });
  EXPECT_EQ(busy, 20);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(25));
}

TEST_P(WriterTest, RunOnItsOwnThreadIsAMistake) {
  Writer writer(database(), {});
  std::promise<std::string> told;
  writer.submit([](Transaction&) {},
                [&](Failure) {
                  try {
                    writer.run([](Transaction&) {});
                    told.set_value("no complaint");
                  } catch (const std::logic_error& error) {
                    told.set_value("refused");
                  }
                });
  EXPECT_EQ(told.get_future().get(), "refused");
}

}  // namespace
}  // namespace db
