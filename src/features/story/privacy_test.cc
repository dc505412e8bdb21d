#include "story/comments.h"
#include "story/story_list.h"
#include "story/visibility.h"
#include "story/world_test.h"

// Section 6, and what section 15 adds: who sees a private story, and all that belongs to it.
namespace story {
namespace {

class Privacy : public World {
 protected:
  using Users = std::vector<people::UserRef>;
  using Teams = std::vector<TeamRef>;

  // "Ben Builder, core": whom the list names.
  std::string readers(const Story& story, const auth::Actor& as) {
    std::string out;
    const auto now = again(story, &as);
    for (const auto& one : now.users) out += (out.empty() ? "" : ", ") + one.full_name.value();
    for (const auto& one : now.teams) out += (out.empty() ? "" : ", ") + one.name;
    return out;
  }
  Story hidden() { return story({.title = "Secret", .is_private = true}); }
  std::string refused(const Story& story, const StoryChange& to) {
    return refusal([&](db::Transaction& tx) { change_story(tx, ben, story.id, to, today); });
  }
};
PLENARY_ON_BOTH_DATABASES(Privacy);

TEST_P(Privacy, IsForTheCreatorUnlessItNamesOthers) {
  const auto own = hidden();
  EXPECT_EQ(readers(own, ben), "Ben Builder");
  EXPECT_FALSE(sees(guest, own));
  EXPECT_FALSE(sees(cleo, own));
  EXPECT_FALSE(sees(ada, own)) << "superusers get no bypass";
  EXPECT_EQ(refusal([&](db::Session& session) { read_story(session, ada, own.id); }),
            "not found: Story " + number(own.id) + " not found.");
}

TEST_P(Privacy, IsForWhomItNames) {
  const auto others = story({.title = "Secret", .is_private = true, .users = Users{{cleo.id}}});
  EXPECT_TRUE(sees(cleo, others));
  EXPECT_FALSE(sees(ben, others)) << "not even for its creator, who named others";
  EXPECT_EQ(refusal([&](db::Transaction& tx) {
              open_story(tx, ben, {.title = "Secret", .is_private = true, .users = Users{{UserId{99}}}}, today);
            }),
            "not found: User 99 not found");
}

TEST_P(Privacy, IsForTheMembersOfTheTeamsItNames) {
  const auto core = team("core", {cleo});
  const Teams teams{{core.id}};
  const auto with_creator = story({.title = "Secret", .is_private = true, .teams = teams});
  EXPECT_EQ(readers(with_creator, cleo), "Ben Builder, core");
  const auto without = story({.title = "Secret", .is_private = true, .users = Users{}, .teams = teams});
  EXPECT_EQ(readers(without, cleo), "core");
  EXPECT_FALSE(sees(ben, without));
  write([&](db::Transaction& tx) { people::remove_member(tx, core.id, cleo.id); });
  EXPECT_FALSE(sees(cleo, without));
}

TEST_P(Privacy, ShowsNoListWhileTheStoryIsPublic) {
  const auto open = story({.title = "Public", .users = Users{{cleo.id}}});
  EXPECT_EQ(readers(open, ben), "");
}

TEST_P(Privacy, KeepsAtLeastOneReader) {
  const auto secret = hidden();
  const std::string why = "invalid: Can't make a private story have no users or teams";
  EXPECT_EQ(refused(secret, {.users = Users{}}), why);
  EXPECT_EQ(refused(secret, {.users = Users{}, .teams = Teams{}}), why);
  EXPECT_EQ(readers(secret, ben), "Ben Builder");
  const auto core = team("core", {ben});
  EXPECT_EQ(refused(secret, {.users = Users{}, .teams = Teams{{core.id}}}), "none");
  EXPECT_EQ(readers(secret, ben), "core");
}

TEST_P(Privacy, OfAPublicStoryAddsWhoeverMadeItPrivate) {
  const auto open = story("Open story");
  change(open, {.is_private = true}, &cleo);
  EXPECT_EQ(readers(open, cleo), "Cleo Curator");
  change(open, {.is_private = false}, &cleo);
  change(open, {.is_private = true}, &ben);
  EXPECT_TRUE(sees(ben, open)) << "also if there is a list from before";
}

TEST_P(Privacy, MayBeGivenUp) {
  const auto secret = hidden();
  const auto answer = change(secret, {.users = Users{{cleo.id}}});
  EXPECT_EQ(answer.title, "Secret") << "his own change is still answered";
  EXPECT_FALSE(sees(ben, secret));
  EXPECT_EQ(refused(secret, {.title = "Other"}), "not found: Story " + number(secret.id) + " not found.");
}

TEST_P(Privacy, HidesTasksTagsCommentsAndEvents) {
  const auto secret = hidden();
  const auto one = task(secret);
  tag(secret, {"docs"});
  const auto comment = changed([&](db::Transaction& tx) {
                         return add_comment(tx, ben, secret.id, {.content = "Hush"}, today);
                       }).comment_id.value();
  const auto story_missing = "not found: Story " + number(secret.id) + " not found.";
  for (const auto& reader : {guest, cleo, ada}) {
    EXPECT_EQ(refusal([&](db::Session& session) { read_task(session, reader, one.id); }),
              "not found: Task " + number(one.id) + " not found.");
    EXPECT_EQ(refusal([&](db::Session& session) { tags_of(session, reader, secret.id); }), story_missing);
    EXPECT_EQ(refusal([&](db::Session& session) { read_comment(session, reader, comment); }),
              "not found: Comment " + number(comment) + " not found.");
    EXPECT_EQ(listed(list_tasks, reader).rows.size(), 0U);
    EXPECT_EQ(listed(list_tasks, reader).total, 0);
    EXPECT_EQ(listed(list_stories, reader).rows.size(), 0U);
    EXPECT_EQ(listed(list_stories, reader).total, 0);
  }
  EXPECT_EQ(count("events where hidden = 0"), "0");
  EXPECT_EQ(seen([&](db::Session& session) { return read_task(session, ben, one.id).title; }), "a task");
}

TEST_P(Privacy, IsNoDoorForChanges) {
  const auto secret = hidden(), open = story("Open story");
  const auto of_secret = task(secret), of_open = task(open);
  const auto story_missing = "not found: Story " + number(secret.id) + " not found.";
  const auto task_missing = "not found: Task " + number(of_secret.id) + " not found.";
  const auto refused_to_cleo = [&](const std::function<void(db::Transaction&)>& work) { return refusal(work); };
  EXPECT_EQ(refused_to_cleo([&](auto& tx) { change_story(tx, cleo, secret.id, {}, today); }), story_missing);
  EXPECT_EQ(refused_to_cleo([&](auto& tx) { add_tags(tx, cleo, secret.id, {"docs"}, today); }), story_missing);
  EXPECT_EQ(refused_to_cleo([&](auto& tx) { remove_tags(tx, cleo, secret.id, {"docs"}, today); }), story_missing);
  EXPECT_EQ(refused_to_cleo([&](auto& tx) { add_comment(tx, cleo, secret.id, {.content = "x"}, today); }),
            story_missing);
  EXPECT_EQ(refused_to_cleo([&](auto& tx) {
              add_task(tx, cleo, {.title = "Task", .story_id = secret.id, .project_id = engine}, today);
            }),
            story_missing);
  EXPECT_EQ(refused_to_cleo([&](auto& tx) { change_task(tx, cleo, of_secret.id, {}, today); }), task_missing);
  EXPECT_EQ(refused_to_cleo([&](auto& tx) { remove_task(tx, cleo, of_secret.id, today); }), task_missing);
  EXPECT_EQ(refused_to_cleo([&](auto& tx) { change_task(tx, cleo, of_open.id, {.story_id = secret.id}, today); }),
            story_missing);
}

TEST_P(Privacy, ComesAndGoesForEverythingAtOnce) {
  const auto one = story("Open story");
  task(one);
  const auto everything = [&](const auth::Actor& reader) {
    return listed(list_stories, reader).total + listed(list_tasks, reader).total;
  };
  for (int twice = 0; twice < 2; ++twice) {
    change(one, {.is_private = true});
    EXPECT_EQ(everything(guest), 0);
    EXPECT_EQ(everything(ben), 2);
    EXPECT_EQ(count("events where hidden = 0"), "0");
    change(one, {.is_private = false});
    EXPECT_EQ(everything(guest), 2);
    EXPECT_EQ(count("events where hidden = 1"), "0");
  }
}

// Nobody is counted twice who may see a story for two reasons.
TEST_P(Privacy, CountsAStoryOnceForEachReader) {
  const auto core = team("core", {ben, cleo}), docs = team("docs", {ben});
  const auto secret = story({.title = "Secret",
                             .is_private = true,
                             .tags = {"docs"},
                             .users = Users{{ben.id}},
                             .teams = Teams{{core.id}, {docs.id}}});
  task(secret);
  EXPECT_EQ(listed(list_stories, ben).total, 1);
  EXPECT_EQ(listed(list_stories, ben).rows.size(), 1U);
  EXPECT_EQ(listed(list_tasks, ben).total, 1);
  EXPECT_EQ(seen([&](db::Session& session) { return tags_of(session, ben, secret.id); }).at(0).popularity, 1);
}

}  // namespace
}  // namespace story
