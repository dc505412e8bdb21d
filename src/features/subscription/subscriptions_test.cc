#include "subscription/subscriptions.h"

#include "project/group_store.h"
#include "project/groups.h"
#include "subscription/import_links.h"
#include "subscription/world_test.h"

namespace subscription {
namespace {

class Subscriptions : public World {
 protected:
  std::string refused(const auth::Actor& who, const NewSubscription& wanted) {
    return refusal([&](db::Transaction& tx) { subscribe(tx, who, wanted, today); });
  }
  std::vector<SubscriptionId> ids(const auth::Actor& reader, const std::string& query = "") {
    std::vector<SubscriptionId> out;
    const auto page = listed(list_subscriptions, reader, query);
    for (const auto& one : page.rows) out.push_back(one.id);
    EXPECT_EQ(page.total, std::ssize(out));
    return out;
  }
};
PLENARY_ON_BOTH_DATABASES(Subscriptions);

TEST_P(Subscriptions, ReadBackAsTheyWereMade) {
  const auto one = story("Title");
  const auto made = follow(cleo, one);
  EXPECT_EQ(json::to_text(made), R"({"user_id":)" + number(cleo.id) + R"(,"target_type":"story","target_id":)" +
                                     number(one.id) + R"(,"id":)" + number(made.id) +
                                     R"(,"created_at":"2017-07-14T02:40:00+00:00","updated_at":null})");
  const auto again = seen([&](db::Session& session) { return read_subscription(session, cleo, made.id); });
  EXPECT_EQ(json::to_text(again), json::to_text(made));
}

TEST_P(Subscriptions, AreToWhatOneSees) {
  const auto secret = story({.title = "Secret", .is_private = true});
  const auto hidden = task(secret);
  run("insert into worklists (id, title, hidden) values (7, 'Mine', 1), (8, 'Ours', 0)");
  const std::string no = "invalid: You cannot subscribe to a nonexistent resource.";
  EXPECT_EQ(refused(cleo, {"story", secret.id.value}), no);
  EXPECT_EQ(refused(ada, {"story", secret.id.value}), no) << "superusers, too";
  EXPECT_EQ(refused(cleo, {"task", hidden.id.value}), no);
  EXPECT_EQ(refused(cleo, {"worklist", 7}), no);
  for (const auto* type : {"story", "task", "project", "project_group", "worklist", "board", ""}) {
    EXPECT_EQ(refused(cleo, {type, 99}), no) << type;
  }
  EXPECT_EQ(refused(ben, {"story", secret.id.value}), "none");
  EXPECT_EQ(refused(ben, {"task", hidden.id.value}), "none");
  EXPECT_EQ(refused(ben, {"project", gear.value}), "none");
  EXPECT_EQ(refused(ben, {"worklist", 8}), "none");
  EXPECT_EQ(count("subscriptions"), "4");
}

TEST_P(Subscriptions, AreOnesOwn) {
  const auto one = story("Title");
  EXPECT_EQ(refused(cleo, {"story", one.id.value, ben.id}),
            "forbidden: You can only subscribe to resources on your own behalf.");
  EXPECT_EQ(refused(ada, {"story", one.id.value, ben.id}), "none");
  EXPECT_EQ(refused(ada, {"story", one.id.value, UserId{99}}), "not found: User 99 not found");
  const auto bens = ids(ben).at(0);
  const std::string no = "forbidden: You have no such subscription.";
  EXPECT_EQ(refusal([&](db::Session& session) { read_subscription(session, cleo, SubscriptionId{99}); }), no);
  EXPECT_EQ(refusal([&](db::Session& session) { read_subscription(session, ada, SubscriptionId{99}); }),
            "not found: Subscription 99 not found.");
  EXPECT_EQ(refusal([&](db::Session& session) { read_subscription(session, cleo, bens); }), no);
  EXPECT_EQ(refusal([&](db::Transaction& tx) { unsubscribe(tx, cleo, bens); }), no);
  EXPECT_EQ(refusal([&](db::Session& session) { read_subscription(session, ada, bens); }), "none");
  EXPECT_EQ(refusal([&](db::Transaction& tx) { unsubscribe(tx, ben, bens); }), "none");
  EXPECT_EQ(refusal([&](db::Transaction& tx) { unsubscribe(tx, ben, bens); }), no);
}

TEST_P(Subscriptions, AreListedToTheirOwners) {
  const auto one = story("Title"), two = story("Other");
  const auto first = follow(cleo, one).id, second = follow(cleo, two).id;
  const auto third = follow(cleo, Kind::project, gear.value).id, bens = follow(ben, one).id;
  using Ids = std::vector<SubscriptionId>;
  EXPECT_EQ(ids(cleo), (Ids{first, second, third}));
  EXPECT_EQ(ids(cleo, "user_id=" + number(ben.id)), (Ids{first, second, third})) << "only ever one's own";
  EXPECT_EQ(ids(ada), (Ids{first, second, third, bens}));
  EXPECT_EQ(ids(ada, "user_id=" + number(ben.id)), Ids{bens});
  EXPECT_EQ(ids(cleo, "target_type=project"), Ids{third});
  EXPECT_EQ(ids(cleo, "target_type=task&target_type=story&target_id=" + number(two.id)), Ids{second});
  EXPECT_EQ(listed(list_subscriptions, cleo, "marker=" + number(first) + "&limit=1").rows.at(0).id, second);
  change(one, {.is_private = true});
  EXPECT_EQ(ids(cleo), (Ids{second, third})) << "as if it were gone";
  EXPECT_EQ(ids(ada), (Ids{second, third}));
  EXPECT_EQ(ids(ben), Ids{bens});
}

TEST_P(Subscriptions, AreMadeOnce) {
  const auto one = story("Title");
  follow(cleo, one);
  try {
    follow(cleo, one);
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_EQ(error.fault(), Fault::conflict);
    EXPECT_STREQ(error.what(), "You are already subscribed to this resource.");
  }
}

TEST_P(Subscriptions, AreAFilter) {
  const auto one = story("One"), two = story("Two");
  follow(cleo, two);
  follow(cleo, Kind::project, gear.value);
  EXPECT_EQ(titles_of(listed(story::list_stories, ben, "subscriber_id=" + number(cleo.id)).rows), Texts{"Two"});
  EXPECT_EQ(listed(story::list_stories, ben, "subscriber_id=" + number(cleo.id)).total, 1);
  EXPECT_EQ(listed(story::list_stories, ben, "subscriber_id=99").total, 0);
}

TEST_P(Subscriptions, GoWithTheirTarget) {
  const auto one = story("Title"), stays = story("Other");
  const auto work = task(one), removed = task(stays);
  const auto group = changed(
      [](db::Transaction& tx) { return project::insert_group(tx, {.name = "core", .title = "The core"}, today); });
  for (const auto& story : {one, stays}) follow(cleo, story);
  for (const auto& task : {work, removed}) follow(cleo, task);
  follow(cleo, Kind::project_group, group.id.value);
  write([&](db::Transaction& tx) {
    story::remove_task(tx, ben, removed.id, today);
    project::remove_group(tx, ada, group.id, today);
  });
  remove(one);
  EXPECT_EQ(rows("select target_type, target_id from subscriptions"), Texts{"story|" + number(stays.id)});
  round();
  EXPECT_EQ(told(cleo).at(0), "project_group deleted: {\"project_group_id\": " + number(group.id) + "}");
}

TEST_P(Subscriptions, ToAGroupHearOfItsProjects) {
  const auto group = changed(
      [](db::Transaction& tx) { return project::insert_group(tx, {.name = "core", .title = "The core"}, today); });
  follow(cleo, Kind::project_group, group.id.value);
  write([&](db::Transaction& tx) {
    project::join_group(tx, ada, group.id, gear, today);
    project::leave_group(tx, ada, group.id, gear, today);
  });
  const auto info = ": {\"project_group_id\": " + number(group.id) + ", \"project_id\": " + number(gear) + "}";
  EXPECT_EQ(told(cleo), (Texts{"project added to project_group" + info, "project removed from project_group" + info}));
}

// Rows as the reference leaves them: of things that are gone, of stories that are private now.
TEST_P(Subscriptions, AreSetRightAfterAnImport) {
  const auto one = story("Title");
  const auto secret = story({.title = "Secret", .is_private = true});
  const auto hidden = task(secret);
  const auto cleos = number(cleo.id);
  for (const auto* target : {"'story', 99", "'task', 99", "'project', 99", "'project_group', 99", "'worklist', 99"}) {
    run("insert into subscriptions (user_id, target_type, target_id) values (" + cleos + ", " + target + ")");
  }
  follow(cleo, one);
  const auto import_event = [&](const std::string& info) {
    write([&](db::Transaction& tx) {
      tx.run(
          {"test.event", "insert into subscription_events (subscriber_id, event_type, event_info) values ($1, $2, $3)"},
          {cleo.id, "imported", info});
    });
  };
  import_event(R"({"story_id": )" + number(one.id) + "}");
  import_event(R"({"story_id": )" + number(secret.id) + "}");
  import_event(R"({"story_id": 99, "story_title": "Deleted, and perhaps private"})");
  import_event(R"({"project_group_id": 99})");
  import_event("no JSON");
  run("insert into worklists (id, title) values (7, 'List')");
  const auto item = [](const std::string& type, const std::string& id) {
    return R"({"worklist_id": 7, "added": {"item_id": )" + id + R"(, "item_type": ")" + type + R"("}})";
  };
  import_event(item("story", number(one.id)));
  import_event(item("task", number(hidden.id)));
  import_event(item("task", "99"));
  import_event(R"({"worklist_id": 99})");
  run("update subscription_cursor set last_event = 1000000");
  write([](db::Transaction& tx) { link_imported(tx); });
  EXPECT_EQ(count("subscriptions"), "1");
  EXPECT_EQ(told(cleo),
            (Texts{"imported: {\"story_id\": " + number(one.id) + "}", "imported: {\"project_group_id\": 99}",
                   "imported: no JSON", "imported: " + item("story", number(one.id))}));
  EXPECT_EQ(count("subscription_events"), "6") << "those of the secret are there for who will see it";
  change(one, {.title = "News"});
  round();
  EXPECT_EQ(types_told(cleo).back(), "story_details_changed") << "the cursor does not stand in the future";
}

}  // namespace
}  // namespace subscription
