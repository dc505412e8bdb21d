#include "following/following.h"

#include "db_testing/test_databases.h"
#include "events/schema.h"
#include "following/event_store.h"
#include "following/queries.h"
#include "following/schema.h"
#include "following/subscription_store.h"
#include "fulltext/schema.h"
#include "people/schema.h"

namespace following {
namespace {

class Following : public db_testing::OnBothDatabases {
 protected:
  void SetUp() override {
    std::vector<db::Migration> all;
    for (const auto some : {fulltext::schema(), events::schema(), people::schema(), schema()}) {
      all.insert(all.end(), some.begin(), some.end());
    }
    prepare(all);
    if (IsSkipped()) return;
    write([](db::Transaction& tx) {
      tx.run({"test.users", "insert into users (id, full_name) values (1, 'Ada'), (2, 'Ben')"});
      make_cursor(tx);
    });
  }
  std::int64_t count(const std::string& what) {
    std::int64_t found = 0;
    const auto sql = "select count(*) from " + what;
    read([&](db::Session& session) { found = session.value<std::int64_t>({"test.count", sql}); });
    return found;
  }
};
PLENARY_ON_BOTH_DATABASES(Following);

TEST_P(Following, QueriesFitTheSchema) {
  write([](db::Transaction& tx) {
    for (const auto& query : queries(tx.engine())) EXPECT_NO_THROW(tx.check(query)) << query.name;
  });
}

TEST_P(Following, EndsWithItsTarget) {
  write([](db::Transaction& tx) {
    for (const auto kind : {Kind::story, Kind::task}) {
      for (const auto user : {UserId{1}, UserId{2}}) insert_subscription(tx, user, {kind, 5}, Time::now());
    }
    insert_subscription(tx, {1}, {Kind::story, 6}, Time::now());
    forget(tx, {Kind::story, 5});
  });
  EXPECT_EQ(count("subscriptions where target_type = 'story' and target_id = 5"), 0);
  EXPECT_EQ(count("subscriptions"), 3);
}

TEST_P(Following, TellsEachOnce) {
  const Notice one{{3}, {1}, {2}, Time::now(), "story_created", "{}", 5, {}};
  auto other = one;
  other.subscriber = {2};
  write([&](db::Transaction& tx) { store(tx, std::vector{one}); });
  write([&](db::Transaction& tx) { store(tx, std::vector{one, other}); });
  EXPECT_EQ(count("subscription_events"), 2);
  write([](db::Transaction& tx) { forget(tx, {Kind::story, 5}); });
  EXPECT_EQ(count("subscription_events"), 0) << "what was told of a story goes with it";
}

TEST_P(Following, RemembersWhoFollowedUntilTheyAreTold) {
  write([](db::Transaction& tx) {
    insert_subscription(tx, {1}, {Kind::task, 5}, Time::now());
    tx.run({"test.events", R"sql(
      insert into events (id, created_at, event_type, story_id, live)
      values (6, 0, 'task_created', 3, 1), (7, 0, 'task_created', 3, 1), (8, 0, 'task_deleted', 3, 1),
             (9, 0, 'task_created', 4, 1), (10, 0, 'task_created', 3, 0))sql"});
    move_cursor(tx, {6});
    remember_followers(tx, 3, {Kind::task, 5}, {8});
    EXPECT_EQ(tx.value<std::int64_t>({"test.count", "select count(*) from subscription_witnesses"}), 1);
    remember_followers(tx, 3, {Kind::task, 5});
    forget(tx, {Kind::task, 5});
  });
  EXPECT_EQ(count("subscription_witnesses"), 2) << "of what this story's followers were not told yet";
  write([](db::Transaction& tx) {
    EXPECT_EQ(take_cursor(tx), EventId{6});
    move_cursor(tx, {7});
    EXPECT_EQ(told_up_to(tx), EventId{7});
  });
  EXPECT_EQ(count("subscription_witnesses"), 1);
}

}  // namespace
}  // namespace following
