#include "events/feed.h"

#include <gtest/gtest.h>

#include <atomic>
#include <random>
#include <thread>

#include "base/error.h"
#include "db_testing/test_databases.h"
#include "events/outbox.h"
#include "events/schema.h"

namespace events {
namespace {

constexpr Time today{1'600'000'000'000'000};
constexpr UserId ada{7};
using Ids = std::vector<std::int64_t>;

class Feed : public db_testing::OnBothDatabases {
 protected:
  void SetUp() override { prepare(schema()); }

  // Hidden ones wait for nobody on account of the tallies.
  std::int64_t publish_one(db::Transaction& tx, std::int64_t story = 1) {
    return publish(tx, {.type = Type::story_created, .author = ada, .story_id = story, .hidden = true}, today).id.value;
  }
  std::int64_t publish_one() {
    std::int64_t id = 0;
    write([&](db::Transaction& tx) { id = publish_one(tx); });
    return id;
  }
  Ids after(std::int64_t id, std::size_t most = 100) {
    Ids out;
    for (const auto& event : feed_after(*follower(), EventId{id}, most)) out.push_back(event.id.value);
    return out;
  }
  db::Reader* follower() {
    if (!follower_) follower_ = database().connect_reader();
    return follower_.get();
  }
  void TearDown() override {
    follower_.reset();
    OnBothDatabases::TearDown();
  }

 private:
  std::unique_ptr<db::Reader> follower_;
};
PLENARY_ON_BOTH_DATABASES(Feed);

TEST_P(Feed, QueriesFitTheSchema) {
  write([](db::Transaction& tx) {
    for (const auto& query : feed_queries(tx.engine())) EXPECT_NO_THROW(tx.check(query)) << query.name;
  });
}

TEST_P(Feed, BeginsEmpty) {
  EXPECT_EQ(settled(*follower()), EventId{});
  EXPECT_EQ(after(0), Ids{});
}

TEST_P(Feed, GoesOnWhereAFollowerStopped) {
  const auto a = publish_one(), b = publish_one(), c = publish_one();
  EXPECT_EQ(after(0), (Ids{a, b, c}));
  EXPECT_EQ(after(0, 2), (Ids{a, b}));
  EXPECT_EQ(after(b), Ids{c});
  EXPECT_EQ(after(c), Ids{});
  EXPECT_EQ(settled(*follower()), EventId{c});
}

TEST_P(Feed, TellsTheWholeRow) {
  write([](db::Transaction& tx) {
    publish(tx,
            {.type = Type::user_comment, .author = {}, .info = "{}", .story_id = 3, .comment_id = 4, .hidden = true},
            today);
  });
  const auto event = feed_after(*follower(), {}, 1).at(0);
  EXPECT_EQ(event.type, "user_comment");
  EXPECT_EQ(event.at, today);
  EXPECT_EQ(event.info, "{}");
  EXPECT_TRUE(!event.author);
  EXPECT_EQ(event.story_id, 3);
  EXPECT_EQ(event.comment_id, 4);
  EXPECT_EQ(event.worklist_id, std::nullopt);
  EXPECT_TRUE(event.hidden);
}

TEST_P(Feed, HasNoHistory) {
  const std::vector<Dated> history = {{{.type = Type::story_created, .author = ada, .story_id = 1}, Time{1}}};
  const auto first = publish_one();
  write([&](db::Transaction& tx) { publish_many(tx, history); });
  const auto last = publish_one();
  EXPECT_EQ(after(0), (Ids{first, last}));
}

TEST_P(Feed, SkipsWhatWasDeletedSince) {
  const auto first = publish_one();
  write([&](db::Transaction& tx) { publish_one(tx, 2); });
  write([](db::Transaction& tx) { remove_of_story(tx, 2); });
  const auto last = publish_one();
  EXPECT_EQ(after(0), (Ids{first, last}));
  write([](db::Transaction& tx) { remove_of_story(tx, 1); });
  EXPECT_EQ(settled(*follower()), EventId{last});
}

TEST_P(Feed, NobodyPassesAnEventThatIsStillToCome) {
  if (on_sqlite()) GTEST_SKIP() << "one writer at a time";
  const auto other = database().connect_writer();
  std::int64_t early = 0, late = 0;
  write([&](db::Transaction& tx) {
    early = publish_one(tx);
    other->write([&](db::Transaction& quick) { late = publish_one(quick); });
    EXPECT_LT(early, late);
    EXPECT_EQ(after(0), Ids{});
    publish_one(tx);
    EXPECT_EQ(after(0), Ids{});
  });
  EXPECT_EQ(after(0), (Ids{early, late, late + 1}));
}

TEST_P(Feed, WaitsForNobodyWhoPublishesNothing) {
  if (on_sqlite()) GTEST_SKIP() << "one writer at a time";
  const auto other = database().connect_writer();
  const std::vector<Dated> history = {{{.type = Type::story_created, .author = ada, .hidden = true}, Time{1}}};
  write([&](db::Transaction& tx) {
    publish_many(tx, history);
    std::int64_t id = 0;
    other->write([&](db::Transaction& quick) { id = publish_one(quick); });
    EXPECT_EQ(after(0), Ids{id});
  });
}

TEST_P(Feed, WaitsForNobodyWhoGaveUp) {
  if (on_sqlite()) GTEST_SKIP() << "one writer at a time";
  const auto other = database().connect_writer();
  const auto give_up = [&](db::Transaction& tx) {
    EXPECT_THROW(tx.attempt([&] {
      publish_one(tx);
      throw invalid("no");
    }),
                 Error);
    newest_id(tx);  // undoing travels with the next query
  };
  write([&](db::Transaction& tx) {
    give_up(tx);
    std::int64_t id = 0, second = 0;
    other->write([&](db::Transaction& quick) { id = publish_one(quick); });
    EXPECT_EQ(after(0), Ids{id});
    const auto mine = publish_one(tx);
    give_up(tx);
    other->write([&](db::Transaction& quick) { second = publish_one(quick); });
    EXPECT_LT(mine, second);
    EXPECT_EQ(after(0), Ids{id}) << "what is still to come holds back again";
  });
}

// Several writers, who take their time now and then and fail now and then; a follower who reads all the while.
TEST_P(Feed, LosesNothingAndRepeatsNothingWhileOthersWrite) {
  constexpr int writers = 4, changes = 60;
  std::atomic<int> running = writers;
  const auto publish_all = [&](unsigned seed) {
    std::mt19937 random(seed);
    const auto connection = database().connect_writer();
    for (int i = 0; i < changes; ++i) {
      try {
        connection->write([&](db::Transaction& tx) {
          for (auto n = random() % 3 + 1; n > 0; --n) publish_one(tx);
          if (random() % 4 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(random() % 5));
          if (random() % 8 == 0) throw invalid("changed my mind");
        });
      } catch (const Error&) {
      }
    }
    --running;
  };
  std::vector<std::thread> threads;
  for (unsigned seed = 1; seed <= writers; ++seed) threads.emplace_back(publish_all, seed);
  Ids seen = {0};
  for (bool last = false; !last;) {
    last = running == 0;
    for (auto some = after(seen.back(), 7); !some.empty(); some = after(seen.back(), 7)) {
      seen.insert(seen.end(), some.begin(), some.end());
    }
  }
  for (auto& thread : threads) thread.join();
  EXPECT_TRUE(std::is_sorted(seen.begin(), seen.end()));
  EXPECT_EQ(Ids(seen.begin() + 1, seen.end()), after(0, 10'000));
  EXPECT_GT(seen.size(), 300u);
}

}  // namespace
}  // namespace events
