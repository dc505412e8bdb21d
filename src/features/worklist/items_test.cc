#include "worklist/items.h"

#include "json/write.h"
#include "worklist/card_store.h"
#include "worklist/guards.h"
#include "worklist/world_test.h"

namespace worklist {
namespace {

class Cards : public World {
 protected:
  void SetUp() override {
    World::SetUp();
    if (IsSkipped()) return;
    one = story("one");
    two = story("two");
    three = story("three");
    plans = list("Plans");
  }
  std::string refused(const std::function<void(db::Transaction&)>& work) { return refusal(work); }

  story::Story one, two, three;
  Worklist plans;
};
PLENARY_ON_BOTH_DATABASES(Cards);

TEST_P(Cards, StandWhereTheyWerePut) {
  add(plans, one);
  add(plans, two, 0);
  add(plans, three, 1);
  EXPECT_EQ(cards(plans), (Texts{"two", "three", "one"}));
}

TEST_P(Cards, StandAtTheEndIfThereIsNoSuchPlace) {
  EXPECT_EQ(add(plans, one, 7).list_position, 0);
  EXPECT_EQ(add(plans, two, 7).list_position, 1);
  EXPECT_EQ(add(plans, three, -7).list_position, 0);
  EXPECT_EQ(cards(plans), (Texts{"three", "one", "two"}));
}

TEST_P(Cards, ShowTasksAsWell) {
  add(plans, task(one, {.title = "a task"}));
  const auto card = again(plans).items.value->front();
  EXPECT_EQ(card.item_type, ItemType::task);
  EXPECT_EQ(card.task.value->title, "a task");
  EXPECT_FALSE(card.story.value);
}

TEST_P(Cards, AnswerAsTheyStand) {
  const auto card = add(plans, one, 3);
  EXPECT_EQ(json::to_text(card), R"({"list_id":)" + number(plans.id) + R"(,"item_id":)" + number(one.id) +
                                     R"(,"item_type":"story","list_position":0,"archived":false,)"
                                     R"("display_due_date":null,"id":)" +
                                     number(*card.id.value) +
                                     R"(,"created_at":"2017-07-14T02:40:00+00:00","updated_at":null})");
}

TEST_P(Cards, MoveWithinTheirList) {
  const auto first = add(plans, one);
  add(plans, two);
  add(plans, three);
  EXPECT_EQ(move(first, {.list_position = 2}).list_position, 2);
  EXPECT_EQ(cards(plans), (Texts{"two", "three", "one"}));
  EXPECT_EQ(move(first, {.list_position = 9}).list_position, 2);
  EXPECT_EQ(move(first, {.list_position = 1}).list_position, 1);
  EXPECT_EQ(cards(plans), (Texts{"two", "one", "three"}));
}

TEST_P(Cards, MoveToAnotherList) {
  const auto done = list("Done");
  add(done, three);
  const auto first = add(plans, one);
  add(plans, two);
  const auto moved = move(first, {.list_position = 0, .list_id = done.id});
  EXPECT_EQ(moved.list_id, done.id);
  EXPECT_EQ(cards(plans), Texts{"two"});
  EXPECT_EQ(cards(done), (Texts{"one", "three"}));
}

TEST_P(Cards, MayBeTwo) {
  add(plans, one);
  add(plans, one);
  EXPECT_EQ(cards(plans), (Texts{"one", "one"}));
}

TEST_P(Cards, GoAndComeBack) {
  const auto first = add(plans, one);
  add(plans, two);
  archive_card(first);
  EXPECT_EQ(cards(plans), Texts{"two"});
  const auto all = seen([&](db::Session& session) { return items_of(session, ben, plans.id, {}); });
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all.back().list_position, archived_position);
  EXPECT_EQ(all.back().archived.value, true);

  const auto back = add(plans, one, 1);
  EXPECT_EQ(back.id.value, first.id.value) << "the same card";
  EXPECT_EQ(back.archived.value, false);
  EXPECT_EQ(cards(plans), (Texts{"two", "one"}));
}

TEST_P(Cards, ComeBackFromAnotherLaneOfTheBoard) {
  const auto done = list("Done");
  const auto first = add(plans, one);
  archive_card(first);
  write([&](db::Transaction& tx) {
    for (const auto id : {plans.id, done.id}) {
      const auto editors = tx.value<PermissionId>({"test", "select editors_id from worklists where id = $1"}, {id});
      govern(tx, id, {.board_id = 5, .editors = editors, .movers = editors});
    }
  });
  const auto back = add(done, one);
  EXPECT_EQ(back.id.value, first.id.value);
  EXPECT_EQ(back.list_id, done.id);
}

// The reference's hole: cards were reached through any list.
TEST_P(Cards, AreReachedThroughTheirOwnListAlone) {
  const auto mine = list({.title = "Mine"}, &cleo);
  const auto card = add(plans, one);
  const auto gone =
      "not found: Item " + number(*card.id.value) + " seems to have been deleted, try refreshing your page.";
  EXPECT_EQ(refused([&](db::Transaction& tx) {
              change_item(tx, cleo, mine.id, *card.id.value, {.list_position = 0}, today);
            }),
            gone);
  EXPECT_EQ(refused([&](db::Transaction& tx) { archive_item(tx, cleo, mine.id, *card.id.value, today); }), gone);
}

TEST_P(Cards, AreMovedByOwnersAndUsersAlone) {
  const auto shared = list({.title = "Shared", .users = std::vector{cleo.id}});
  const auto card = add(shared, one, {}, &cleo);
  add(shared, two);
  EXPECT_EQ(move(card, {.list_position = 1}, &cleo).list_position, 1);
  const auto none = "not found: Worklist " + number(shared.id) + " not found";
  for (const auto& actor : {ada, guest}) {
    EXPECT_EQ(refused([&](db::Transaction& tx) {
                change_item(tx, actor, shared.id, *card.id.value, {.list_position = 0}, today);
              }),
              none);
  }
  // Into a list where he may not: as if it did not exist.
  EXPECT_EQ(refused([&](db::Transaction& tx) {
              change_item(tx, cleo, shared.id, *card.id.value, {.list_id = plans.id}, today);
            }),
            "not found: Worklist " + number(plans.id) + " not found");
}

TEST_P(Cards, NeedSomethingToShow) {
  const auto secret = story({.title = "Secret", .is_private = true}, &ben);
  const auto hers = list({.title = "Hers"}, &cleo);
  const auto try_adding = [&](std::int64_t id, const char* type) {
    return refused([&](db::Transaction& tx) {
      add_item(tx, cleo, hers.id, {.item_id = id, .item_type = type, .list_position = 0}, today);
    });
  };
  const auto none = [](std::int64_t id) {
    return "not found: Item " + std::to_string(id) + " refers to a non-existent task or story.";
  };
  EXPECT_EQ(try_adding(99, "story"), none(99));
  EXPECT_EQ(try_adding(99, "task"), none(99));
  EXPECT_EQ(try_adding(one.id.value, "board"), none(one.id.value));
  EXPECT_EQ(try_adding(secret.id.value, "story"), none(secret.id.value));
}

// Whoever does not see a story finds the list as it is without it.
TEST_P(Cards, OfPrivateStoriesAreNotThere) {
  const auto twin = list("Plans");
  const auto secret = story({.title = "Secret", .is_private = true}, &ben);
  add(plans, secret);
  for (const auto* some : {&one, &two}) {
    add(plans, *some);
    add(twin, *some);
  }
  EXPECT_EQ(cards(plans), (Texts{"Secret", "one", "two"}));
  for (const auto& reader : {cleo, ada, guest}) EXPECT_EQ(cards(plans, &reader), cards(twin, &reader));
  const auto positions = [&](const Worklist& list) {
    Texts out;
    for (const auto& one_told : told(list, 3)) {
      if (one_told.find("|0|") != std::string::npos) out.push_back(one_told.substr(one_told.find("\"position\"")));
    }
    return out;
  };
  EXPECT_EQ(positions(plans), positions(twin)) << "nor do events tell of it";
}

TEST_P(Cards, FollowTheirStoryIntoPrivacy) {
  const auto job = task(one);
  add(plans, one);
  add(plans, job);
  add(plans, two);
  change(one, {.is_private = true});
  EXPECT_EQ(cards(plans, &cleo), Texts{"two"});
  EXPECT_EQ(cards(plans), (Texts{"one", "a task", "two"}));
  change(one, {.is_private = false});
  EXPECT_EQ(cards(plans, &cleo), (Texts{"one", "a task", "two"}));
}

TEST_P(Cards, FollowTheirTaskToAnotherStory) {
  const auto secret = story({.title = "Secret", .is_private = true}, &ben);
  const auto job = task(one);
  add(plans, job);
  change(job, {.story_id = secret.id});
  EXPECT_EQ(cards(plans, &cleo), Texts{});
  change(job, {.story_id = two.id});
  EXPECT_EQ(cards(plans, &cleo), Texts{"a task"});
}

TEST_P(Cards, GoWithTheirStory) {
  const auto job = task(one);
  add(plans, one);
  add(plans, job);
  add(plans, two);
  remove(one);
  EXPECT_EQ(cards(plans), Texts{"two"});
  EXPECT_EQ(count("worklist_items"), "1");
}

TEST_P(Cards, AreToldOf) {
  const auto first = add(plans, one);
  add(plans, two);
  const auto told_of = [&](const std::string& info) {
    return Texts{"worklist_contents_changed|0|{\"worklist_id\": " + number(plans.id) +
                 ", \"author_id\": " + number(ben.id) + ", " + info + "}"};
  };
  const auto card = "\"worklist_id\": " + number(plans.id) + ", \"item_id\": " + number(one.id) +
                    ", \"item_title\": \"one\", \"item_type\": \"story\", \"position\": ";
  EXPECT_EQ((Texts{told(plans, 3).front()}),
            told_of("\"added\": {" + card + "0}, \"removed\": null, \"updated\": null"));
  move(first, {.list_position = 1});
  EXPECT_EQ(told(plans, 5), told_of("\"added\": null, \"removed\": null, \"updated\": {\"old\": {" + card +
                                    "0, \"due_date_id\": null}, \"new\": {\"item_id\": " + number(one.id) +
                                    ", \"item_title\": \"one\", \"item_type\": \"story\", \"position\": 1}}"));
  archive_card(first);
  EXPECT_EQ(told(plans, 6), told_of("\"added\": null, \"removed\": {" + card + "1}, \"updated\": null"));
}

TEST_P(Cards, AreToldOfToThoseWhoSeeTheirStory) {
  add(plans, one);
  EXPECT_EQ(told(plans, 3).front().substr(0, 28), "worklist_contents_changed|0|");
  change(one, {.is_private = true});
  EXPECT_EQ(told(plans, 3).front().substr(0, 28), "worklist_contents_changed|1|") << "also when that changes later";
  change(one, {.is_private = false});
  EXPECT_EQ(told(plans, 3).front().substr(0, 28), "worklist_contents_changed|0|");
  change(plans, {.is_private = true});
  change(one, {.is_private = true});
  change(one, {.is_private = false});
  EXPECT_EQ(told(plans, 3).front().substr(0, 28), "worklist_contents_changed|1|") << "the list is private still";
}

// A list that not all may see is not given away by the event of another one.
TEST_P(Cards, MoveToAPrivateListUnseen) {
  const auto secret = list({.title = "Secret", .is_private = true});
  const auto card = add(plans, one);
  move(card, {.list_position = 0, .list_id = secret.id});
  const auto last = told(plans).back();
  EXPECT_NE(last.find("\"removed\": {"), std::string::npos) << last;
  EXPECT_EQ(last.find("\"worklist_id\": " + number(secret.id)), std::string::npos) << last;
  EXPECT_NE(told(secret).back().find("|1|"), std::string::npos);
}

}  // namespace
}  // namespace worklist
