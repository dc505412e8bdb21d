#include "story/story_list.h"

#include "project/group_store.h"
#include "story/world_test.h"

namespace story {
namespace {

class StoryList : public World {
 protected:
  Texts titles(const std::string& query, const auth::Actor* reader = nullptr) {
    const auto page = listed(list_stories, reader ? *reader : ben, query);
    EXPECT_EQ(page.total, std::ssize(page.rows)) << query;
    return titles_of(page.rows);
  }
  std::string refused(const std::string& query) {
    return refusal([&](db::Session& session) {
      list_stories(session, api::read_query<StoryFilter>(api::parse_query(query)), ben, {});
    });
  }
  ProjectGroupId group(const std::vector<ProjectId>& projects) {
    return changed([&](db::Transaction& tx) {
      const auto made = project::insert_group(tx, {.name = "core", .title = "Core"}, long_ago).id;
      for (const auto one : projects) project::add_to_group(tx, made, one);
      return made;
    });
  }
};
PLENARY_ON_BOTH_DATABASES(StoryList);

TEST_P(StoryList, FiltersByTexts) {
  story({.title = "Fix the engine", .description = "It stutters"});
  story("100% of cases");
  EXPECT_EQ(titles("title=ENGINE"), Texts{"Fix the engine"});
  EXPECT_EQ(titles("title=x_the"), Texts{"Fix the engine"});
  EXPECT_EQ(titles("title=f%25e"), (Texts{"Fix the engine", "100% of cases"}));
  EXPECT_EQ(titles("description=stutter"), Texts{"Fix the engine"});
  EXPECT_EQ(titles("title="), (Texts{"Fix the engine", "100% of cases"}));
  EXPECT_EQ(titles("title=%5C"), Texts{});
}

TEST_P(StoryList, FiltersByStatus) {
  story("No tasks");
  task(story("Active"), {.status = TaskStatus::review});
  task(story("Merged"), {.status = TaskStatus::merged});
  EXPECT_EQ(titles("status=active"), Texts{"Active"});
  EXPECT_EQ(titles("status=invalid&status=merged"), (Texts{"No tasks", "Merged"}));
  EXPECT_EQ(titles("status=bogus"), Texts{});
  EXPECT_EQ(titles("status=active,merged"), Texts{}) << "commas do not split";
  EXPECT_EQ(titles("status=active&project_id=" + number(engine)), Texts{"Active"});
}

// Section 5: project and assignee of the same task.
TEST_P(StoryList, FiltersByTasks) {
  const auto one = story("Story one"), two = story("Story two");
  task(one, {.assignee_id = ben.id});
  task(one, {.project_id = gear});
  task(two, {.project_id = gear, .assignee_id = ben.id});
  task(two, {.project_id = gear, .assignee_id = ben.id});
  const auto in_engine = "project_id=" + number(engine), in_gear = "project_id=" + number(gear);
  const auto of_ben = "&assignee_id=" + number(ben.id);
  EXPECT_EQ(titles(in_engine), Texts{"Story one"});
  EXPECT_EQ(titles(in_gear), (Texts{"Story one", "Story two"}));
  EXPECT_EQ(titles(of_ben), (Texts{"Story one", "Story two"}));
  EXPECT_EQ(titles(in_gear + of_ben), Texts{"Story two"});
  EXPECT_EQ(titles("assignee_id=" + number(cleo.id)), Texts{});
  EXPECT_EQ(titles("project_id=0&assignee_id=0"), (Texts{"Story one", "Story two"}));

  const auto core = "&project_group_id=" + number(group({engine}));
  EXPECT_EQ(titles(core), Texts{"Story one"});
  EXPECT_EQ(titles(core + of_ben), Texts{"Story one"});
  EXPECT_EQ(titles(in_gear + core), Texts{});
  EXPECT_EQ(titles("project_group_id=99"), Texts{});
}

TEST_P(StoryList, FiltersByTags) {
  tag(story("Both tags"), {"docs", "bug"});
  tag(story("Docs only"), {"docs"});
  story("No tags");
  EXPECT_EQ(titles("tags=docs"), (Texts{"Both tags", "Docs only"}));
  EXPECT_EQ(titles("tags=docs&tags=bug"), Texts{"Both tags"});
  EXPECT_EQ(titles("tags=docs&tags=bug&tags_filter_type=all"), Texts{"Both tags"});
  EXPECT_EQ(titles("tags=docs&tags=bug&tags_filter_type=any"), (Texts{"Both tags", "Docs only"}));
  EXPECT_EQ(titles("tags=none"), Texts{});
  EXPECT_EQ(refused("tags_filter_type=some"), "not found: Tags filter not found.");
}

// Strictly later; what was never updated never matches.
TEST_P(StoryList, FiltersByUpdate) {
  const auto old = story("Old story");
  change(story("New story"), {});
  story("Untouched");
  write([](db::Transaction& tx) {
    tx.run({"test.untouch", "update stories set updated_at = null where title = 'Untouched'"});
  });
  EXPECT_EQ(titles("updated_since=2017-07-14T02:40:00Z"), Texts{"New story"});
  EXPECT_EQ(titles("updated_since=2017-07-14T02:39:59.999999Z"), (Texts{"Old story", "New story"}));
  EXPECT_EQ(titles("updated_since=2020-09-13T12:26:40Z"), Texts{});
}

TEST_P(StoryList, FiltersByPeople) {
  story("Ben's story");
  story({.title = "Cleo's story"}, &cleo);
  EXPECT_EQ(titles("creator_id=" + number(cleo.id)), Texts{"Cleo's story"});
  EXPECT_EQ(titles("creator_id=0"), (Texts{"Ben's story", "Cleo's story"}));
  EXPECT_EQ(titles("subscriber_id=" + number(ben.id)), Texts{});
}

TEST_P(StoryList, SortsByEveryColumn) {
  const auto one = story("Story b"), two = story("Story a");
  task(one);
  task(two);
  for (const auto* column : {"id", "created_at", "updated_at", "creator_id", "title", "description", "is_bug",
                             "story_type_id", "private", "status"}) {
    for (const auto* direction : {"asc", "desc"}) {
      const auto order = "&sort_field=" + std::string(column) + "&sort_dir=" + direction;
      EXPECT_EQ(titles(order).size(), 2U) << order;
      EXPECT_EQ(titles(order + "&project_id=" + number(engine)).size(), 2U) << order;
    }
  }
  EXPECT_EQ(titles("sort_field=title"), (Texts{"Story a", "Story b"}));
  EXPECT_EQ(titles("sort_dir=desc&project_id=" + number(engine)), (Texts{"Story a", "Story b"}));
  EXPECT_EQ(refused("sort_field=todo"), "invalid: Invalid sort_field [todo]");
}

TEST_P(StoryList, PagesWithinAProject) {
  std::vector<Story> stories;
  for (const auto* title : {"Story 1", "Story 2", "Story 3"}) {
    stories.push_back(story(title));
    task(stories.back());
  }
  const auto in_engine = "project_id=" + number(engine);
  const auto page = listed(list_stories, guest, in_engine + "&limit=1&marker=" + number(stories[0].id));
  EXPECT_EQ(titles_of(page.rows), Texts{"Story 2"});
  EXPECT_EQ(page.total, 3);
  EXPECT_EQ(page.marker, stories[0].id.value);
  EXPECT_EQ(titles_of(listed(list_stories, guest, in_engine + "&offset=1").rows), (Texts{"Story 2", "Story 3"}));
  EXPECT_EQ(titles_of(listed(list_stories, guest, in_engine, 2).rows), (Texts{"Story 1", "Story 2"}));
}

TEST_P(StoryList, ShowsPrivateStoriesToTheirReaders) {
  story("Public story");
  const auto secret = story({.title = "Secret", .is_private = true});
  task(secret);
  EXPECT_EQ(titles(""), (Texts{"Public story", "Secret"}));
  EXPECT_EQ(titles("", &cleo), Texts{"Public story"});
  EXPECT_EQ(titles("", &ada), Texts{"Public story"});
  EXPECT_EQ(titles("", &guest), Texts{"Public story"});
  EXPECT_EQ(titles("project_id=" + number(engine)), Texts{"Secret"});
  EXPECT_EQ(titles("project_id=" + number(engine), &guest), Texts{});
  EXPECT_EQ(titles("status=active"), Texts{"Secret"});
  EXPECT_EQ(titles("status=active", &cleo), Texts{});
  const auto page = listed(list_stories, ben);
  EXPECT_EQ(page.rows[1].users.size(), 1U) << "with the list of its readers";
  EXPECT_EQ(listed(list_stories, cleo, "marker=" + number(secret.id)).marker, std::nullopt);
}

}  // namespace
}  // namespace story
