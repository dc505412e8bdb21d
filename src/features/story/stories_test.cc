#include "story/stories.h"

#include "story/world_test.h"

namespace story {
namespace {

class Stories : public World {
 protected:
  std::string refused(const NewStory& wanted) {
    return refusal([&](db::Transaction& tx) { open_story(tx, ben, wanted, today); });
  }
  std::string refused(const Story& story, const StoryChange& to, const auth::Actor* by = nullptr) {
    return refusal([&](db::Transaction& tx) { change_story(tx, by ? *by : ben, story.id, to, today); });
  }
  std::string info(const Story& story, const std::string& title) {
    return R"({"story_id": )" + number(story.id) + R"(, "story_title": ")" + title + "\"}";
  }
};
PLENARY_ON_BOTH_DATABASES(Stories);

TEST_P(Stories, ReadBackAsTheyWereOpened) {
  const auto opened = story({.title = "A broken widget", .description = "It *breaks*", .is_bug = false});
  EXPECT_EQ(json::to_text(again(opened)),
            R"({"title":"A broken widget","description":"It *breaks*","is_bug":false,"creator_id":)" + number(ben.id) +
                R"(,"story_type_id":1,"status":"invalid","task_statuses":[{"key":"todo","count":null},)"
                R"({"key":"merged","count":null},{"key":"invalid","count":null},{"key":"review","count":null},)"
                R"({"key":"inprogress","count":null}],"tags":[],"private":false,"users":[],"teams":[],"id":)" +
                number(opened.id) +
                R"(,"created_at":"2017-07-14T02:40:00+00:00","updated_at":"2017-07-14T02:40:00+00:00"})");
  EXPECT_EQ(events(opened), Texts{"story_created|" + number(ben.id) + "|0|" + info(opened, "A broken widget")});
}

TEST_P(Stories, AreNotOpenedAgainstTheRules) {
  EXPECT_EQ(refused({.title = "Title", .creator_id = cleo.id}), "invalid: You can't select author of story.");
  EXPECT_EQ(refused({.title = "Title", .story_type_id = {3}}), "invalid: Now you can't add story with type 3.");
  EXPECT_EQ(refused({.title = "Title", .story_type_id = {4}}), "invalid: Now you can't add story with type 4.");
  EXPECT_EQ(refused({.title = "Title", .story_type_id = {99}}), "not found: Story type 99 not found.");
  EXPECT_EQ(refused({.title = "Title", .creator_id = ben.id, .story_type_id = {2}}), "none");
  write([](db::Transaction& tx) { tx.run({"test.hide", "update story_types set visible = 0 where id = 2"}); });
  EXPECT_TRUE(refused({.title = "Title", .story_type_id = {2}}).starts_with("invalid: "));
  EXPECT_EQ(count("stories"), "1");
}

TEST_P(Stories, ThatDoNotExistAreNotFound) {
  EXPECT_EQ(refusal([&](db::Session& session) { read_story(session, ada, nowhere().id); }),
            "not found: Story 99 not found.");
  EXPECT_EQ(refused(nowhere(), {}), "not found: Story 99 not found.");
}

TEST_P(Stories, AreOpenedWithTags) {
  tag(story("Another story"), {"docs"});
  const auto opened = story({.title = "Title", .tags = {"docs", "bug", "docs"}});
  EXPECT_EQ(again(opened).tags.text, R"(["docs","bug"])");
  EXPECT_EQ(count("storytags"), "2");
  EXPECT_EQ(events(opened).size(), 2U);
  EXPECT_TRUE(events(opened)[1].starts_with("tags_added|")) << events(opened)[1];
  EXPECT_NE(refused({.title = "Title", .tags = {""}}), "none");
  EXPECT_NE(refused({.title = "Title", .tags = {std::string(51, 'x')}}), "none");
}

TEST_P(Stories, AreChangedByWhoeverSeesThem) {
  const auto opened = story({.title = "Before", .description = "Text"});
  const auto after = change(opened, {.title = "After"}, &cleo);
  EXPECT_EQ(after.title, "After");
  EXPECT_EQ(after.description, "Text");
  EXPECT_EQ(after.creator_id, ben.id);
  EXPECT_EQ(after.created_at, long_ago);
  EXPECT_EQ(after.updated_at, today);
  EXPECT_EQ(change(opened, from_json<StoryChange>(R"({"description":null})")).description, std::nullopt);
}

// Also if nothing changed; with the new title.
TEST_P(Stories, TellOfEveryChange) {
  const auto opened = story("Before");
  change(opened, {.title = "After"}, &cleo);
  change(opened, {});
  EXPECT_EQ(events(opened, 1), (Texts{"story_details_changed|" + number(cleo.id) + "|0|" + info(opened, "After"),
                                      "story_details_changed|" + number(ben.id) + "|0|" + info(opened, "After")}));
}

TEST_P(Stories, MaySendThemselvesBackWhole) {
  const auto opened = story({.title = "Private story", .is_private = true});
  tag(opened, {"docs"});
  const auto before = again(opened);
  auto after = change(before, from_json<StoryChange>(json::to_text(before)));
  EXPECT_EQ(after.updated_at, today);
  after.updated_at = before.updated_at;
  EXPECT_EQ(json::to_text(after), json::to_text(before));
}

TEST_P(Stories, KeepTheirAuthor) {
  const auto opened = story("Title");
  EXPECT_EQ(refused(opened, {.creator_id = cleo.id}), "invalid: You can't change author of story.");
  EXPECT_EQ(refused(opened, {.creator_id = ben.id}), "none");
}

// may_mutate_to of the reference; types 3 and 4 are refused before anything else is looked at.
TEST_P(Stories, ChangeTheirTypeWhereAllowed) {
  const auto opened = story("Title");
  EXPECT_EQ(refused(opened, {.story_type_id = StoryTypeId{4}}), "invalid: Now you can't change story type to 4.");
  EXPECT_EQ(refused(nowhere(), {.story_type_id = StoryTypeId{3}}), "invalid: Now you can't change story type to 3.");
  EXPECT_EQ(refused(opened, {.story_type_id = StoryTypeId{99}}), "not found: Story type 99 not found.");
  EXPECT_EQ(change(opened, {.story_type_id = StoryTypeId{1}}).story_type_id, StoryTypeId{1});
  EXPECT_EQ(change(opened, {.story_type_id = StoryTypeId{2}}).story_type_id, StoryTypeId{2});
  EXPECT_EQ(change(opened, {.story_type_id = StoryTypeId{1}}).story_type_id, StoryTypeId{1});

  const auto set_type = [&](int type) {
    write([&](db::Transaction& tx) {
      tx.run({"test.type", "update stories set story_type_id = $2 where id = $1"}, {opened.id, type});
    });
  };
  set_type(3);
  EXPECT_EQ(refused(opened, {.story_type_id = StoryTypeId{2}}), "invalid: Can't change story type.");
  EXPECT_EQ(refused(opened, {.story_type_id = StoryTypeId{1}}), "none");
  set_type(4);
  EXPECT_EQ(refused(opened, {.story_type_id = StoryTypeId{2}}), "invalid: Can't change story type.");
}

TEST_P(Stories, BecomeRestrictedOnlyOnRestrictedBranches) {
  const auto opened = story("Title");
  task(opened);
  EXPECT_EQ(refused(opened, {.story_type_id = StoryTypeId{2}}), "none");
  const auto other = story("Title");
  task(other, {.branch_id = branch(engine, "develop")});
  EXPECT_EQ(refused(other, {.story_type_id = StoryTypeId{2}}), "invalid: Can't change story type.");
}

TEST_P(Stories, TouchTheProjectsOfTheirTasks) {
  const auto opened = story("Title");
  task(opened);
  const auto touched = "projects where updated_at = " + std::to_string(today.micros);
  EXPECT_EQ(count(touched), "0");
  change(opened, {.title = "After"});
  EXPECT_EQ(rows("select name from " + touched), Texts{"engine"});
}

TEST_P(Stories, GoWithAllThatBelongsToThem) {
  const auto gone = story({.title = "Gone", .is_private = true}), stays = story("Stays");
  for (const auto& one : {gone, stays}) {
    task(one);
    tag(one, {"docs"});
  }
  write([&](db::Transaction& tx) { remove_story(tx, ben, gone.id); });
  for (const auto* table : {"stories", "tasks", "story_storytags", "storytags", "story_projects"}) {
    EXPECT_EQ(count(table), "1") << table;
  }
  for (const auto* table : {"permissions", "user_permissions", "story_permissions"})
    EXPECT_EQ(count(table), "0") << table;
  EXPECT_EQ(count("events where story_id = " + number(gone.id)), "0");
  EXPECT_EQ(count("events where story_id = " + number(stays.id)), "3");
}

TEST_P(Stories, ThatNobodySeesAreNotRemoved) {
  const auto hidden = story({.title = "Hidden", .is_private = true});
  remove(hidden);
  remove(nowhere());
  EXPECT_TRUE(sees(ben, hidden));
  EXPECT_EQ(events(hidden).size(), 1U);
}

// Section 5: active with one open task, else merged, else invalid.
TEST_P(Stories, HaveTheStatusOfTheirTasks) {
  struct Case {
    std::vector<TaskStatus> tasks;
    Status status;
    const char* counts;
  };
  using enum TaskStatus;
  const Case cases[] = {{{todo}, Status::active, "1 0 0 0 0"},
                        {{inprogress}, Status::active, "0 0 0 0 1"},
                        {{review}, Status::active, "0 0 0 1 0"},
                        {{merged, invalid}, Status::merged, "0 1 1 0 0"},
                        {{invalid, invalid}, Status::invalid, "0 0 2 0 0"},
                        {{merged, review}, Status::active, "0 1 0 1 0"},
                        {{}, Status::invalid, "- - - - -"}};
  for (const auto& each : cases) {
    const auto opened = story("Title");
    for (const auto status : each.tasks) task(opened, {.status = status});
    const auto now = again(opened);
    EXPECT_EQ(now.status, each.status) << each.counts;
    std::string counts;
    for (const auto& one : now.task_statuses.value()) {
      counts += (counts.empty() ? "" : " ") + (one.count ? std::to_string(*one.count) : "-");
    }
    EXPECT_EQ(counts, each.counts);
  }
}

TEST(StoryInput, HasLimits) {
  const auto refused = [](const std::string& text) {
    try {
      from_json<NewStory>(text);
    } catch (const FormError& error) {
      return error.problems().front().field + ": " + error.problems().front().message;
    }
    return std::string("none");
  };
  EXPECT_EQ(refused("{}"), ": 'title' is a required property");
  EXPECT_EQ(refused(R"({"title":"abcd"})"), "title: 'abcd' is too short");
  EXPECT_EQ(refused(R"({"title":5})"), "title: 5 is not of type 'string'");
  EXPECT_EQ(refused(R"({"title":")" + std::string(255, 'x') + "\"}"), "none");
  EXPECT_NE(refused(R"({"title":")" + std::string(256, 'x') + "\"}"), "none");
  EXPECT_EQ(refused(R"({"title":"Title","bogus":1})"), "bogus: Unknown attribute for argument story: bogus");
  EXPECT_EQ(refused(R"({"title":"Title","status":"active","users":[{"id":1,"full_name":"Ada"}]})"), "none");
}

}  // namespace
}  // namespace story
