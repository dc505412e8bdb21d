#include "events/outbox.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "db_testing/test_databases.h"
#include "events/schema.h"
#include "json/fields.h"

namespace events {
namespace {

constexpr Time today{1'600'000'000'000'000};
constexpr UserId ada{7};
using Types = std::vector<std::string>;

class Outbox : public db_testing::OnBothDatabases {
 protected:
  void SetUp() override { prepare(schema()); }

  Published publish_one(const NewEvent& event) {
    Published published{};
    write([&](db::Transaction& tx) { published = publish(tx, event, today); });
    return published;
  }
  std::int64_t public_events(const Types& types = {}) {
    std::int64_t count = 0;
    read([&](db::Session& session) { count = count_public(session, types); });
    return count;
  }
  // Every row of a query as "a|b|null".
  std::vector<std::string> rows(const std::string& sql) {
    std::vector<std::string> out;
    read([&](db::Session& session) {
      session.each({"test.rows", sql}, {}, [&](const db::Row& row) {
        auto& text = out.emplace_back();
        for (int i = 0; i < row.columns(); ++i) {
          text += i ? "|" : "";
          text += row.is_null(i) ? "null" : row.is_text(i) ? row.get<std::string>(i) : std::to_string(row.integer(i));
        }
      });
    });
    return out;
  }
  std::vector<std::string> events() {
    return rows(
        "select event_type, author_id, event_info, story_id, comment_id, worklist_id, board_id, hidden, created_at"
        " from events order by id");
  }
};
PLENARY_ON_BOTH_DATABASES(Outbox);

TEST_P(Outbox, QueriesFitTheSchema) {
  write([](db::Transaction& tx) {
    for (const auto& query : queries()) EXPECT_NO_THROW(tx.check(query)) << query.name;
    for (const auto& query : publish_queries(tx.engine())) EXPECT_NO_THROW(tx.check(query)) << query.name;
  });
}

TEST_P(Outbox, KeepsWhatWasPublished) {
  const auto first = publish_one({.type = Type::story_created, .author = ada, .info = "{\"a\": 1}", .story_id = 3});
  const auto second =
      publish_one({.type = Type::user_comment, .author = ada, .story_id = 3, .comment_id = 4, .hidden = true});
  const auto third = publish_one({.type = Type::board_created, .author = ada, .worklist_id = 5, .board_id = 6});
  EXPECT_EQ(first.at, today);
  EXPECT_LT(first.id, second.id);
  EXPECT_LT(second.id, third.id);
  EXPECT_EQ(events(), (std::vector<std::string>{"story_created|7|{\"a\": 1}|3|null|null|null|0|1600000000000000",
                                                "user_comment|7|null|3|4|null|null|1|1600000000000000",
                                                "board_created|7|null|null|null|5|6|0|1600000000000000"}));
}

TEST_P(Outbox, KeepsManyAtOnceWithTheirOwnDates) {
  const std::vector<Dated> many = {
      {{.type = Type::story_created, .author = ada, .info = "{}", .story_id = 1}, Time{1}},
      {{.type = Type::user_comment, .author = {}, .story_id = 1, .comment_id = 2}, Time{2}},
      {{.type = Type::story_created, .author = ada, .story_id = 3, .hidden = true}, Time{3}},
  };
  write([&](db::Transaction& tx) {
    publish_many(tx, many);
    publish_many(tx, {});
  });
  EXPECT_EQ(events(), (std::vector<std::string>{"story_created|7|{}|1|null|null|null|0|1",
                                                "user_comment|null|null|1|2|null|null|0|2",
                                                "story_created|7|null|3|null|null|null|1|3"}));
  EXPECT_EQ(public_events(), 2);
}

TEST_P(Outbox, HasNothingOfAChangeThatFailed) {
  EXPECT_THROW(write([&](db::Transaction& tx) {
                 publish(tx, {.type = Type::story_created, .author = ada}, today);
                 throw std::runtime_error("no");
               }),
               std::runtime_error);
  EXPECT_EQ(events(), std::vector<std::string>{});
  EXPECT_EQ(public_events(), 0);
}

TEST_P(Outbox, CountsByType) {
  for (const auto type : {Type::story_created, Type::story_created, Type::task_created}) {
    publish_one({.type = type, .author = ada});
  }
  EXPECT_EQ(public_events(), 3);
  EXPECT_EQ(public_events({"story_created"}), 2);
  EXPECT_EQ(public_events({"story_created", "task_created"}), 3);
  EXPECT_EQ(public_events({"board_created"}), 0);
}

TEST_P(Outbox, HidesAStorysEventsAndShowsThemAgain) {
  publish_one({.type = Type::story_created, .author = ada, .story_id = 1});
  publish_one({.type = Type::story_created, .author = ada, .story_id = 2});
  const auto set = [&](bool hidden) { write([&](db::Transaction& tx) { set_hidden(tx, 1, hidden); }); };
  for (int twice = 0; twice < 2; ++twice) {
    set(true);
    EXPECT_EQ(public_events(), 1);
    EXPECT_EQ(rows("select story_id, hidden from events order by id"), (std::vector<std::string>{"1|1", "2|0"}));
  }
  for (int twice = 0; twice < 2; ++twice) {
    set(false);
    EXPECT_EQ(public_events(), 2);
  }
}

// Any side of a dice: a generator by itself begins with small numbers.
int dice(int sides) { return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, sides)); }

// A random life of a few stories; after each step the tallies say what a count by hand says.
TEST_P(Outbox, CountsWhatEverybodyMaySee) {
  constexpr auto types = names_of(Type{});
  const auto by_hand = [&] {
    return rows("select event_type, count(*) from events where hidden = 0 group by event_type order by event_type");
  };
  const auto tallies = [&] {
    return rows("select event_type, public_events from event_tallies where public_events <> 0 order by event_type");
  };
  EXPECT_TRUE(rc::check("tallies follow the events", [&] {
    write([](db::Transaction& tx) {
      tx.run({"test.clear", "delete from events"});
      rebuild_tallies(tx);
    });
    std::map<std::int64_t, bool> hidden;  // as the story feature knows it
    const auto steps = dice(20);
    for (int step = 0; step < steps; ++step) {
      const std::int64_t story = 1 + dice(3);
      write([&](db::Transaction& tx) {
        switch (dice(6)) {
          case 0: return set_hidden(tx, story, hidden[story] = !hidden[story]);
          case 1: return remove_of_story(tx, story);
          case 2: {
            const Dated some[] = {{{.type = Type::task_created, .author = ada, .story_id = story}, Time{1}},
                                  {{.type = Type::task_created, .author = ada, .worklist_id = 9}, Time{2}}};
            return publish_many(tx, std::span(some).subspan(hidden[story] ? 1 : 0));
          }
          default: {
            const auto type = static_cast<Type>(dice(types.size()));
            publish(tx, {.type = type, .author = ada, .story_id = story, .hidden = hidden[story]}, today);
          }
        }
      });
      RC_ASSERT(tallies() == by_hand());
    }
    const auto kept = tallies();
    write([](db::Transaction& tx) { rebuild_tallies(tx); });
    RC_ASSERT(tallies() == kept);
  }));
}

}  // namespace
}  // namespace events
