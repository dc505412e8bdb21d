#include "app/storyboard_tables.h"

#include <gtest/gtest.h>

#include "app/modules.h"
#include "db_testing/test_databases.h"
#include "transfer/backup.h"
#include "transfer/export.h"

namespace app {
namespace {

class StoryboardTables : public db_testing::OnBothDatabases {
 protected:
  void SetUp() override { prepare(migrations()); }

  static std::string exported(db::Database& database) {
    std::string out;
    transfer::export_dump(database, storyboard_tables(), {}, [&](std::string_view bytes) { out += bytes; });
    return out;
  }
};
PLENARY_ON_BOTH_DATABASES(StoryboardTables);

// Every column that a feature declares is there; only what the migrations put in comes out.
TEST_P(StoryboardTables, FitTheSchema) {
  const auto out = exported(database());
  EXPECT_TRUE(out.starts_with(R"({"table": "story_types", "row": {"id": 1, )")) << out.substr(0, 100);
}

// What an import has to bring: the whole of what follows from its rows.
TEST_P(StoryboardTables, BringWhatFollowsFromTheirRows) {
  const std::string dump =
      R"({"table": "events", "row": {"id": 1, "created_at": "2020-01-01 00:00:00", "event_type": "user_comment", "story_id": 7, "comment_id": 3}}
{"table": "comments", "row": {"id": 3, "content": "Words"}}
{"table": "tasks", "row": {"id": 5, "story_id": 7, "status": "merged"}}
{"table": "story_storytags", "row": {"story_id": 7, "storytag_id": 2}}
{"table": "storytags", "row": {"id": 2, "name": "low-hanging"}}
{"table": "stories", "row": {"id": 7, "title": "Secret", "private": 1, "story_type_id": 1}}
)";
  transfer::import_dump(database(), storyboard_tables(), dump, storyboard_import(transfer::Mode::into_empty));
  read([](db::Session& session) {
    const auto number = [&](std::string_view sql) { return session.value<std::int64_t>({"test.number", sql}); };
    EXPECT_EQ(number("select story_id from comments where id = 3"), 7);
    EXPECT_EQ(number("select hidden from events where id = 1"), 1);
    EXPECT_EQ(number("select private from tasks where id = 5"), 1);
    EXPECT_EQ(number("select merged from stories where id = 7"), 1);
    EXPECT_EQ(number("select public_stories from storytags where id = 2"), 0);
    EXPECT_EQ(number("select count(*) from event_tallies where public_events > 0"), 0);
    EXPECT_EQ(session.value<std::string>({"test.tags", "select tag_names from stories"}), R"(["low-hanging"])");
  });
}

TEST_P(StoryboardTables, CanBeBackedUpWhole) {
  const db_testing::TemporaryFolder folder;
  const auto file = (folder.path() / "backup").string();
  transfer::back_up(database(), file, false);
  const auto all = migrations();
  const auto seeded = seeded_tables();
  for (const auto kind : {db::Engine::sqlite, db::Engine::postgresql}) {
    db_testing::TestDatabase other(kind);
    transfer::restore(other.get(), file, {all, seeded, false});
    EXPECT_EQ(exported(other.get()), exported(database()));
  }
}

}  // namespace
}  // namespace app
