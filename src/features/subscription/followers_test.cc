#include "subscription/followers.h"

#include "events/outbox.h"
#include "project/group_store.h"
#include "subscription/queries.h"
#include "subscription/world_test.h"

namespace subscription {
namespace {

class Followers : public World {
 protected:
  project::ProjectGroup group_of(ProjectId project) {
    return changed([&](db::Transaction& tx) {
      auto made = project::insert_group(tx, {.name = "core", .title = "The core"}, today);
      project::add_to_group(tx, made.id, project);
      return made;
    });
  }
  Story secret_of(const std::vector<auth::Actor>& users, const std::vector<people::Team>& teams = {}) {
    story::NewStory wanted{.title = "Secret", .is_private = true};
    wanted.users.emplace();
    for (const auto& one : users) wanted.users->push_back({one.id});
    wanted.teams.emplace();
    for (const auto& one : teams) wanted.teams->push_back({one.id});
    return story(wanted);
  }
};
PLENARY_ON_BOTH_DATABASES(Followers);

TEST_P(Followers, QueriesFitTheSchema) {
  write([](db::Transaction& tx) {
    for (const auto& query : queries()) EXPECT_NO_THROW(tx.check(query)) << query.name;
  });
}

TEST_P(Followers, OfAStoryAreToldOnce) {
  const auto one = story("Title");
  follow(cleo, one);
  change(one, {.title = "Another"});
  EXPECT_EQ(round(), Round::done);
  const auto details = "story_details_changed: {\"story_id\": " + number(one.id) + ", \"story_title\": \"Another\"}";
  EXPECT_EQ(told(cleo),
            (Texts{"story_created: {\"story_id\": " + number(one.id) + ", \"story_title\": \"Title\"}", details}))
      << "who follows when it is told, is told";
  EXPECT_EQ(told(ben), Texts{});
  EXPECT_EQ(round(), Round::done);
  EXPECT_EQ(told(cleo).size(), 2u);
}

TEST_P(Followers, OfTasksProjectsAndGroupsAreTold) {
  const auto one = story("Title"), other = story("Other");
  const auto in_engine = task(one), in_gear = task(one, {.project_id = gear});
  task(other, {.project_id = gear});
  round();
  run("delete from subscription_events");
  const auto hears = [&](Kind kind, std::int64_t id) {
    const auto made = follow(cleo, kind, id);
    change(in_engine, {.status = story::TaskStatus::review});
    change(in_engine, {.status = story::TaskStatus::todo});
    round();
    write([&](db::Transaction& tx) { unsubscribe(tx, cleo, made.id); });
    auto types = types_told(cleo);
    run("delete from subscription_events");
    return types;
  };
  const Texts both{"task_status_changed", "task_status_changed"};
  EXPECT_EQ(hears(Kind::story, one.id.value), both);
  EXPECT_EQ(hears(Kind::task, in_engine.id.value), both);
  EXPECT_EQ(hears(Kind::task, in_gear.id.value), both) << "any task of the story";
  EXPECT_EQ(hears(Kind::project, engine.value), both);
  EXPECT_EQ(hears(Kind::project, gear.value), both) << "the projects of all its tasks";
  EXPECT_EQ(hears(Kind::project_group, group_of(gear).id.value), both);
  EXPECT_EQ(hears(Kind::story, other.id.value), Texts{});
}

TEST_P(Followers, WhoFollowInManyWaysAreToldOnce) {
  const auto one = story("Title");
  const auto work = task(one), more = task(one, {.project_id = gear});
  round();
  follow(cleo, one);
  follow(cleo, work);
  follow(cleo, more);
  follow(cleo, Kind::project, engine.value);
  follow(cleo, Kind::project_group, group_of(engine).id.value);
  follow(ben, one);
  change(one, {.is_bug = false});
  round();
  EXPECT_EQ(types_told(cleo), Texts{"story_details_changed"});
  EXPECT_EQ(types_told(ben), Texts{"story_details_changed"}) << "the author, too";
  EXPECT_EQ(rows("select subscriber_id, author_id, created_at from subscription_events order by 1"),
            (Texts{number(ben.id) + "|" + number(ben.id) + "|" + std::to_string(today.micros),
                   number(cleo.id) + "|" + number(ben.id) + "|" + std::to_string(today.micros)}));
}

TEST_P(Followers, ReadComments) {
  const auto one = story("A \"quoted\" title");
  round();
  follow(cleo, one);
  say(ben, one, "Words\nof \"Ben\"");
  round();
  const auto comment = rows("select max(id) from comments").front();
  EXPECT_EQ(told(cleo), Texts{"user_comment: {\"comment_id\": " + comment +
                              R"(, "comment_content": "Words\nof \"Ben\"", "story_id": )" + number(one.id) +
                              R"(, "story_title": "A \"quoted\" title"})"});
}

// The reference forgets the members of teams.
TEST_P(Followers, OfASecretAreToldIfTheySeeIt) {
  const auto core = team("core", {cleo});
  const auto one = secret_of({ben}, {core});
  task(one);
  follow(ben, one);
  follow(cleo, one);
  follow(ada, Kind::project, engine.value);
  round();
  EXPECT_EQ(types_told(ben), (Texts{"story_created", "task_created"}));
  EXPECT_EQ(types_told(cleo), (Texts{"story_created", "task_created"}));
  EXPECT_EQ(rows("select count(*) from subscription_events where subscriber_id = " + number(ada.id)), Texts{"0"});
}

TEST_P(Followers, AreJudgedWhenTheyAreTold) {
  const auto one = story("Title");
  follow(cleo, one);
  round();
  change(one, {.title = "Made while public"});
  change(one, {.is_private = true});
  round();
  EXPECT_EQ(rows("select count(*) from subscription_events where subscriber_id = " + number(cleo.id)), Texts{"1"});
}

TEST_P(Followers, ReadNothingOfWhatBecameSecret) {
  const auto one = story("Title");
  const auto mine = follow(cleo, one);
  round();
  ASSERT_EQ(told(cleo).size(), 1u);
  const auto id = SubscriptionEventId{std::stoll(rows("select min(id) from subscription_events").front())};
  const auto reads = [&](const auth::Actor& who) {
    return refusal([&](db::Session& session) { read_event(session, who, id); });
  };
  EXPECT_EQ(reads(cleo), "none");
  change(one, {.is_private = true});
  EXPECT_EQ(told(cleo), Texts{});
  EXPECT_EQ(told(cleo, &ada), Texts{}) << "nor do superusers";
  EXPECT_EQ(reads(cleo), "forbidden: Permission Denied");
  EXPECT_EQ(reads(ada), "not found: Subscription event " + number(id) + " not found.");
  EXPECT_EQ(refusal([&](db::Session& session) { read_subscription(session, cleo, mine.id); }),
            "forbidden: You have no such subscription.");
  change(one, {.is_private = false});
  EXPECT_EQ(told(cleo).size(), 1u);
  remove(one);
  EXPECT_EQ(count("subscription_events"), "0");
  EXPECT_EQ(count("subscriptions"), "0");
}

// When they are told, the task is gone, and perhaps the story is in none of its project's any more.
TEST_P(Followers, OfARemovedTaskHearOfIt) {
  const auto one = story("Title");
  const auto work = task(one), moved = task(one, {.project_id = gear});
  round();
  follow(ben, work);
  follow(cleo, Kind::project, engine.value);
  follow(ada, Kind::project_group, group_of(engine).id.value);
  change(work, {.status = story::TaskStatus::review});
  write([&](db::Transaction& tx) { story::remove_task(tx, ben, work.id, today); });
  EXPECT_EQ(rows("select target_type from subscriptions order by 1"), (Texts{"project", "project_group"}));
  round();
  for (const auto& one_of_them : {ada, ben, cleo}) {
    EXPECT_EQ(types_told(one_of_them), (Texts{"task_status_changed", "task_deleted"}));
  }
  EXPECT_EQ(count("subscription_witnesses"), "0");

  follow(ben, Kind::project, gear.value);
  change(moved, {.project_id = engine});
  round();
  EXPECT_EQ(types_told(ben), (Texts{"task_status_changed", "task_deleted", "task_details_changed"}))
      << "the project that it left";
}

TEST_P(Followers, OfAListAreToldIfTheyWishSo) {
  run("insert into worklists (id, title) values (7, 'Mine')");
  for (const auto& who : {ada, ben, cleo}) {
    run("insert into subscriptions (user_id, target_type, target_id) values (" + number(who.id) + ", 'worklist', 7)");
  }
  const auto wish = [&](const auth::Actor& who, const std::string& type, const std::string& value) {
    run("insert into user_preferences (user_id, key, type, value) values (" + number(who.id) +
        ", 'receive_notifications_worklists', '" + type + "', '" + value + "')");
  };
  wish(ben, "string", "true");
  wish(cleo, "bool", "True");
  const auto secret = secret_of({ada});
  const auto happens = [&](std::optional<std::int64_t> item) {
    write([&](db::Transaction& tx) {
      events::publish(tx,
                      {.type = events::Type::worklist_contents_changed,
                       .author = ben.id,
                       .info = "{}",
                       .worklist_id = 7,
                       .item_story_id = item},
                      today);
    });
    round();
  };
  happens({});
  EXPECT_EQ(types_told(ben), Texts{"worklist_contents_changed"});
  EXPECT_EQ(types_told(cleo), Texts{}) << "it must be the string";
  EXPECT_EQ(types_told(ada), Texts{});
  happens(secret.id.value);
  EXPECT_EQ(count("subscription_events"), "1") << "Ben does not see the card's story";
  const auto shown = story("Shown");
  happens(shown.id.value);
  EXPECT_EQ(types_told(ben).size(), 2u);
  change(shown, {.is_private = true, .users = std::vector<people::UserRef>{{ada.id}}}, &ada);
  EXPECT_EQ(types_told(ben).size(), 1u) << "no more";
  run("update worklists set hidden = 1 where id = 7");
  EXPECT_EQ(types_told(ben), Texts{});
  happens({});
  run("update worklists set hidden = 0 where id = 7");
  EXPECT_EQ(types_told(ben).size(), 1u) << "what happened while it was hidden was not for him";
}

TEST_P(Followers, AreToldInRounds) {
  const auto one = story("Title");
  follow(cleo, one);
  write([&](db::Transaction& tx) {
    for (int i = 0; i < 450; ++i) story::add_comment(tx, ben, one.id, {.content = "Words"}, today);
  });
  EXPECT_EQ(round(), Round::more);
  EXPECT_EQ(round(), Round::more);
  EXPECT_EQ(round(), Round::done);
  EXPECT_EQ(rows("select count(*), count(distinct event_id) from subscription_events"), Texts{"451|451"});
}

TEST_P(Followers, AreToldAgainByARoundThatFailed) {
  const auto one = story("Title");
  follow(cleo, one);
  const auto settled = events::settled(*reader_);
  EXPECT_ANY_THROW(write([&](db::Transaction& tx) {
    tell_followers(tx, settled);
    throw std::runtime_error("the power fails");
  }));
  EXPECT_EQ(count("subscription_events"), "0");
  round();
  EXPECT_EQ(count("subscription_events"), "1");
}

TEST_P(Followers, AreNotToldOfHistory) {
  const auto one = story("Title");
  round();
  follow(cleo, one);
  write([&](db::Transaction& tx) {
    const events::Dated old[] = {
        {{.type = events::Type::story_created, .author = ben.id, .story_id = one.id.value}, story::long_ago}};
    events::publish_many(tx, old);
  });
  round();
  EXPECT_EQ(told(cleo), Texts{});
}

TEST_P(Followers, AreToldByOneServerAtATime) {
  if (on_sqlite()) GTEST_SKIP() << "SQLite has one writer";
  follow(cleo, story("Title"));
  const auto settled = events::settled(*reader_);
  const auto other = database().connect_writer();
  write([&](db::Transaction& tx) {
    EXPECT_EQ(tell_followers(tx, settled), Round::done);
    other->write([&](db::Transaction& second) { EXPECT_EQ(tell_followers(second, settled), Round::taken); });
  });
  other->write([&](db::Transaction& second) { EXPECT_EQ(tell_followers(second, settled), Round::done); });
  EXPECT_EQ(count("subscription_events"), "1");
}

}  // namespace
}  // namespace subscription
