#include "demo/demo.h"

#include <gtest/gtest.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <map>

#include "base/error.h"
#include "command/runtime.h"
#include "db_testing/test_databases.h"
#include "demo/welcome.h"
#include "events/outbox.h"
#include "events/schema.h"
#include "following/schema.h"
#include "fulltext/schema.h"
#include "people/schema.h"
#include "people/token_store.h"
#include "project/schema.h"
#include "story/schema.h"
#include "story/stories.h"
#include "story/story_index.h"
#include "story/visibility.h"

namespace demo {
namespace {

constexpr Time present{1'700'000'000'000'000};

class Demo : public db_testing::OnBothDatabases {
 protected:
  void SetUp() override { prepare(migrations()); }

 public:
  static std::vector<db::Migration> migrations() {
    std::vector<db::Migration> all;
    for (const auto some : {fulltext::schema(), events::schema(), people::schema(), following::schema(),
                            project::schema(), story::schema()}) {
      all.insert(all.end(), some.begin(), some.end());
    }
    return all;
  }

 protected:
  Result make(std::int64_t stories, std::uint64_t seed = 1, bool add = false) {
    return make_demo(database(), {.stories = stories, .seed = seed, .until = present, .add = add});
  }

  double number(const std::string& sql) {
    double found = 0;
    read([&](db::Session& session) {
      found = static_cast<double>(session.value<std::int64_t>({"test.number", "select " + sql}));
    });
    return found;
  }
  double count(const std::string& what) { return number("count(*) from " + what); }

  // Every row of a table.
  std::string rows(const std::string& table) {
    std::string all;
    read([&](db::Session& session) {
      session.each({"test.rows", "select * from " + table + " order by 1, 2"}, {}, [&](const db::Row& row) {
        for (int i = 0; i < row.columns(); ++i) {
          all += row.is_null(i) ? "null" : row.is_text(i) ? row.get<std::string>(i) : std::to_string(row.integer(i));
          all += '|';
        }
        all += '\n';
      });
    });
    return all;
  }
  std::map<std::string, std::string> everything() {
    std::map<std::string, std::string> all;
    for (const auto* table : {"users",          "teams",         "team_membership",  "projects",
                              "project_groups", "branches",      "milestones",       "stories",
                              "tasks",          "storytags",     "story_storytags",  "comments",
                              "events",         "permissions",   "user_permissions", "team_permissions",
                              "story_projects", "story_tallies", "task_tallies",     "event_tallies"}) {
      all[table] = rows(table);
    }
    return all;
  }
};
PLENARY_ON_BOTH_DATABASES(Demo);

TEST_P(Demo, IsTheSameForASeed) {
  make(150);
  const auto one = everything();
  TearDown();
  SetUp();
  make(150);
  const auto again = everything();
  for (const auto& [table, text] : one) EXPECT_TRUE(again.at(table) == text) << table;
  TearDown();
  SetUp();
  make(150, 2);
  EXPECT_FALSE(rows("stories") == one.at("stories"));
}

TEST_P(Demo, HasTheFiguresOfRealCommunities) {
  const auto made = make(2'000);
  EXPECT_EQ(made.stories, 2'000);
  EXPECT_EQ(static_cast<double>(made.tasks), count("tasks"));
  EXPECT_EQ(static_cast<double>(made.comments), count("comments"));
  EXPECT_EQ(static_cast<double>(made.events), count("events"));
  EXPECT_EQ(count("stories"), 2'000);
  EXPECT_NEAR(count("comments") / 2'000, 2.8, 0.35);
  EXPECT_NEAR(count("events") / 2'000, 10, 1.5);
  EXPECT_NEAR(number("sum(length(description)) from stories") / 2'000, 657, 60);
  EXPECT_NEAR(count("(select story_id from story_projects group by story_id having count(*) > 1) x") / 2'000, 0.047,
              0.02);
  EXPECT_NEAR(number("count(distinct t.story_id) from tasks t join branches b on b.id = t.branch_id "
                     "where b.name <> 'master'") /
                  2'000,
              0.31, 0.04);
  EXPECT_NEAR(count("stories where private = 1") / 2'000, 0.02, 0.01);
  const auto many = count("(select story_id from comments group by story_id having count(*) >= 18) x");
  EXPECT_NEAR(many / 2'000, 0.01, 0.007);  // p99
  EXPECT_GT(count("stories where status = 0"), 200);
  EXPECT_GT(count("stories where status = 1"), 1'000);
  EXPECT_GT(count("stories where status = 2"), 100);
}

TEST_P(Demo, HasFewWhoDoMuch) {
  make(2'000);
  const auto assigned = count("tasks where assignee_id is not null");
  const auto busiest = number(
      "coalesce(sum(n), 0) from (select count(*) as n from tasks where assignee_id is not null "
      "group by assignee_id order by 1 desc limit 5) x");
  EXPECT_GT(busiest / assigned, 0.2);
  EXPECT_GT(count("(select distinct assignee_id from tasks) x"), 25);
  EXPECT_GT(count("(select distinct project_id from tasks) x"), 40);
  EXPECT_GT(count("(select project_id from project_group_mapping group by project_id having count(*) > 2) x"), 10);
}

TEST_P(Demo, IsIndexedAsIfMadeStoryByStory) {
  make(400);
  const auto before = everything();
  write([](db::Transaction& tx) {
    story::rebuild_index(tx);
    events::rebuild_tallies(tx);
  });
  const auto after = everything();
  for (const auto& [table, text] : before) EXPECT_TRUE(after.at(table) == text) << table;
}

TEST_P(Demo, BreaksNoRule) {
  make(1'000);
  EXPECT_EQ(count("tasks t join branches b on b.id = t.branch_id where b.project_id <> t.project_id"), 0);
  EXPECT_EQ(count("tasks t join milestones m on m.id = t.milestone_id where m.branch_id <> t.branch_id"), 0);
  EXPECT_EQ(count("tasks where milestone_id is not null and status <> 'merged'"), 0);
  EXPECT_EQ(count("tasks t join stories s on s.id = t.story_id join branches b on b.id = t.branch_id "
                  "where s.story_type_id = 2 and b.restricted = 0"),
            0);
  EXPECT_EQ(count("stories where length(title) not between 5 and 255"), 0);
  EXPECT_EQ(count("tasks where length(title) not between 3 and 255"), 0);
  EXPECT_EQ(count("projects where length(name) not between 3 and 100"), 0);
  const auto now = std::to_string(present.micros);
  EXPECT_EQ(count("stories where updated_at > " + now + " or created_at > updated_at"), 0);
  EXPECT_EQ(count("events where created_at > " + now), 0);
  EXPECT_EQ(count("tasks where updated_at > " + now + " or created_at > coalesce(updated_at, created_at)"), 0);
  EXPECT_EQ(count("events a join events b on b.id = a.id + 1 where b.created_at < a.created_at"), 0);
  EXPECT_EQ(count("events e join stories s on s.id = e.story_id join users u on u.id = e.author_id "
                  "where u.created_at > e.created_at or s.created_at > e.created_at"),
            0);
}

// The status that the events tell of last is the task's.
TEST_P(Demo, TellsWhatReallyHappened) {
  make(300);
  EXPECT_EQ(count("stories s where not exists (select 1 from events e where e.story_id = s.id and "
                  "e.event_type = 'story_created' and e.created_at = s.created_at and e.author_id = s.creator_id)"),
            0);
  EXPECT_EQ(count("comments c where not exists (select 1 from events e where e.comment_id = c.id and "
                  "e.created_at = c.created_at and e.story_id = c.story_id)"),
            0);
  EXPECT_EQ(count("events where event_type = 'task_created'"), count("tasks"));
  EXPECT_EQ(
      count("tasks t where t.status <> 'todo' and not exists (select 1 from events e where e.story_id = t.story_id "
            "and e.event_type = 'task_status_changed' and e.event_info like '%\"task_id\": ' || t.id || ',%' and "
            "e.event_info like '%\"new_status\": \"' || t.status || '\"}')"),
      0);
}

TEST_P(Demo, KeepsPrivateStoriesPrivate) {
  make(2'000);
  EXPECT_EQ(count("stories s where s.private = 1 and not exists (select 1 from story_readers r where r.story_id = s.id "
                  "and r.user_id = s.creator_id)"),
            0);
  EXPECT_EQ(count("story_permissions p join stories s on s.id = p.story_id where s.private = 0"), 0);
  EXPECT_EQ(count("events e join stories s on s.id = e.story_id where s.private <> e.hidden"), 0);
  EXPECT_EQ(count("tasks t join stories s on s.id = t.story_id where s.private <> t.private"), 0);
  EXPECT_GT(count("team_permissions"), 3);
}

TEST_P(Demo, HasAMemberWithAToken) {
  const auto made = make(300);
  read([&](db::Session& session) {
    const auto actor = people::authenticate(session, made.token, Time::now());
    ASSERT_TRUE(actor);
    EXPECT_FALSE(actor->superuser);
    EXPECT_TRUE(story::can_see(session, {}, made.first_story));
    const auto tasks =
        session.value<std::int64_t>({"test.own", "select count(*) from tasks where assignee_id = $1"}, {actor->id});
    EXPECT_GT(tasks, 5);
  });
  EXPECT_EQ(count("users where is_superuser = 1"), 1);
}

TEST_P(Demo, RefusesADatabaseWithStoriesUnlessToldTo) {
  make(50);
  EXPECT_THROW(make(50), Error);
  const auto people = count("users"), projects = count("projects");
  make(50, 2, true);
  EXPECT_EQ(count("stories"), 100);
  EXPECT_EQ(count("projects"), projects);
  EXPECT_GE(count("users"), people);
  EXPECT_EQ(count("users where email = 'demo@lattice.example'"), 1);
}

TEST_P(Demo, NumbersNothingTwice) {
  make(50);
  const auto last = static_cast<std::int64_t>(number("max(id) from stories where private = 0"));
  write([&](db::Transaction& tx) {
    for (auto id = last; id <= 50; ++id) story::remove_story(tx, {UserId{2}}, StoryId{id});
  });
  ASSERT_LT(count("stories"), 50);
  make(10, 2, true);
  EXPECT_EQ(count("stories where id between 51 and 60"), 10);
}

TEST(Welcome, FillsAnEmptyFolderOnceAndRemembersTheToken) {
  const db_testing::TemporaryFolder folder;
  const auto migrations = Demo::migrations();
  const auto welcomed = [&] {
    command::Runtime runtime(migrations);
    CLI::App app;
    runtime.add_shared_options(app);
    app.parse("--data " + folder.path().string());
    return welcome(runtime).value();
  };
  const auto first = welcomed();
  EXPECT_TRUE(first.just_made);
  const auto told = to_text(first, "http://127.0.0.1:8080");
  EXPECT_NE(told.find("curl -H 'Authorization: Bearer " + *first.token + "' http://127.0.0.1:8080/api/v1/stories/1\n"),
            std::string::npos)
      << told;
  const auto again = welcomed();
  EXPECT_FALSE(again.just_made);
  EXPECT_EQ(again.token, first.token);
  const auto kept = folder.path() / "demo-token";
  EXPECT_EQ(std::filesystem::status(kept).permissions(), std::filesystem::perms(0600));
  std::filesystem::remove(kept);
  const auto forgotten = welcomed();
  EXPECT_FALSE(forgotten.token);
  EXPECT_NE(to_text(forgotten, "").find("plenary token create demo@lattice.example"), std::string::npos);
}

}  // namespace
}  // namespace demo
