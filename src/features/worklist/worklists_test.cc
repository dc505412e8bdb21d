#include "worklist/worklists.h"

#include "json/write.h"
#include "worklist/guards.h"
#include "worklist/people.h"
#include "worklist/world_test.h"

namespace worklist {
namespace {

class Lists : public World {
 protected:
  std::vector<std::string> may(const auth::Actor& actor, const Worklist& list) {
    return seen([&](db::Session& session) { return permissions_of(session, actor, list.id); });
  }
  Texts titles(const auth::Actor& reader, const std::string& query = "") {
    return story::titles_of(listed(list_worklists, reader, query).rows);
  }
  std::string permit(const Worklist& list, const char* codename, const std::vector<UserId>& users,
                     const auth::Actor* by = nullptr) {
    return refusal([&](db::Transaction& tx) {
      change_permission(tx, by ? *by : ben, list.id, {codename, users}, today);
    });
  }
};
PLENARY_ON_BOTH_DATABASES(Lists);

TEST_P(Lists, AreMadeForTheirMaker) {
  const auto plans = list("Plans");
  EXPECT_EQ(json::to_text(plans), R"({"title":"Plans","creator_id":)" + number(ben.id) +
                                      R"(,"project_id":null,"private":false,"archived":false,"automatic":false,"id":)" +
                                      number(plans.id) +
                                      R"(,"created_at":"2017-07-14T02:40:00+00:00","updated_at":null})");
  const auto full = again(plans);
  EXPECT_EQ(full.owners.value, std::vector{ben.id});
  EXPECT_EQ(full.users.value, std::vector<UserId>{});
  EXPECT_TRUE(full.items.value->empty());
  EXPECT_TRUE(full.filters.value->empty());
}

TEST_P(Lists, TellHowTheyBegan) {
  const auto plans = list({.title = "Plans", .users = std::vector{cleo.id}});
  const auto by_ben = ", \"author_id\": " + number(ben.id);
  const auto all = told(plans);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0],
            "worklist_created|0|{\"worklist_id\": " + number(plans.id) + by_ben + ", \"worklist_title\": \"Plans\"}");
  EXPECT_NE(all[1].find(by_ben + ", \"codename\": \"edit_worklist\", \"users\": [{\"" + number(ben.id) +
                        "\": \"Ben Builder\"}]}"),
            std::string::npos)
      << all[1];
  EXPECT_NE(all[2].find("\"codename\": \"move_items\", \"users\": [{\"" + number(cleo.id) + "\": \"Cleo Curator\"}]}"),
            std::string::npos)
      << all[2];
}

TEST_P(Lists, ChangeInPartAndTellEach) {
  const auto plans = list("Plans");
  const auto after = change(plans, {.title = std::optional<std::string>("Hopes"), .is_private = true});
  EXPECT_EQ(after.title, "Hopes");
  EXPECT_EQ(after.updated_at, today);
  const auto about = "{\"worklist_id\": " + number(plans.id) + ", \"author_id\": " + number(ben.id);
  EXPECT_EQ(told(plans, 3), (Texts{"worklist_details_changed|1|" + about +
                                       ", \"field\": \"title\", \"old_value\": \"Plans\", \"new_value\": \"Hopes\"}",
                                   "worklist_details_changed|1|" + about +
                                       ", \"field\": \"private\", \"old_value\": false, \"new_value\": true}"}));
  EXPECT_EQ(told(plans).front().substr(0, 18), "worklist_created|1") << "what happened before is hidden, too";
}

TEST_P(Lists, ArePutAwayAndStayReadable) {
  const auto plans = list("Plans");
  for (int i = 0; i < 2; ++i) write([&](db::Transaction& tx) { remove_worklist(tx, ben, plans.id, today); });
  EXPECT_TRUE(again(plans).archived);
  EXPECT_EQ(told(plans, 3).size(), 1U) << "once";
  EXPECT_EQ(titles(ben), Texts{});
  EXPECT_EQ(titles(ben, "archived=1"), Texts{"Plans"});
}

TEST_P(Lists, ArePrivateToOwnersAndUsers) {
  const auto secret = list({.title = "Secret", .is_private = true, .users = std::vector{cleo.id}});
  EXPECT_EQ(again(secret, &cleo).title, "Secret");
  EXPECT_EQ(titles(cleo), Texts{"Secret"});
  const auto none = "not found: Worklist " + number(secret.id) + " not found";
  for (const auto& reader : {ada, guest}) {
    EXPECT_EQ(refusal([&](db::Session& session) { read_worklist(session, reader, secret.id, {}); }), none);
    EXPECT_EQ(titles(reader), Texts{});
  }
  EXPECT_EQ(refusal([](db::Session& session) { read_worklist(session, {}, WorklistId{99}, {}); }),
            "not found: Worklist 99 not found");
}

TEST_P(Lists, AreEditedByOwnersAlone) {
  const auto plans = list({.title = "Plans", .users = std::vector{cleo.id}});
  EXPECT_EQ(may(ben, plans), Texts{"edit_worklist"});
  EXPECT_EQ(may(cleo, plans), Texts{"move_items"});
  EXPECT_EQ(may(ada, plans), Texts{});
  for (const auto& actor : {ada, cleo, guest}) {
    EXPECT_EQ(refusal([&](db::Transaction& tx) { change_worklist(tx, actor, plans.id, {}, {}, today); }),
              "not found: Worklist " + number(plans.id) + " not found");
  }
}

TEST_P(Lists, TakeAndGivePermissions) {
  const auto plans = list("Plans");
  EXPECT_EQ(permit(plans, "move_items", {cleo.id}), "none");
  EXPECT_EQ(may(cleo, plans), Texts{"move_items"});
  const auto last = told(plans).back();
  EXPECT_NE(last.find("\"codename\": \"move_items\", \"added\": [{\"" + number(cleo.id) +
                      "\": \"Cleo Curator\"}], \"removed\": []}"),
            std::string::npos)
      << last;
  EXPECT_EQ(permit(plans, "move_items", {cleo.id}), "none");
  EXPECT_EQ(told(plans).size(), 4U) << "nobody came or went";
  EXPECT_EQ(permit(plans, "fly", {}), "not found: Permission with codename fly not found");
  EXPECT_EQ(permit(plans, "move_items", {}, &cleo), "not found: Worklist " + number(plans.id) + " not found");
}

TEST_P(Lists, AreGovernedByTheirBoard) {
  const auto lane = list({.title = "Lane", .is_private = true});
  const auto board = list({.title = "Stands for a board", .owners = std::vector{cleo.id}});
  write([&](db::Transaction& tx) {
    const auto editors = tx.value<PermissionId>({"test", "select editors_id from worklists where id = $1"}, {board.id});
    govern(tx, lane.id, {.board_id = 7, .editors = editors, .movers = editors, .is_private = false});
  });
  EXPECT_EQ(may(cleo, lane), (Texts{"edit_worklist", "move_items"}));
  EXPECT_EQ(may(ben, lane), Texts{});
  EXPECT_EQ(again(lane, &ada).title, "Lane") << "the board is for all to see";
  EXPECT_EQ(told(lane).front().substr(0, 18), "worklist_created|0");
  EXPECT_EQ(titles(ada), Texts{"Stands for a board"});
  EXPECT_EQ(titles(ada, "board_id=7&title=nothing"), Texts{"Lane"});
  write([&](db::Transaction& tx) { set_free(tx, lane.id); });
  EXPECT_EQ(may(ben, lane), Texts{"edit_worklist"});
  EXPECT_EQ(titles(ada, "board_id=7"), Texts{});
}

TEST_P(Lists, AreFiltered) {
  const auto one = story("one");
  const auto job = task(one);
  const auto plans = list("Plans"), hopes = list({.title = "Hopes", .project_id = gear}, &cleo);
  add(plans, one);
  archive_card(add(plans, job));
  EXPECT_EQ(titles(ben), (Texts{"Plans", "Hopes"}));
  EXPECT_EQ(titles(ben, "title=LAN"), Texts{"Plans"});
  EXPECT_EQ(titles(ben, "creator_id=" + number(cleo.id)), Texts{"Hopes"});
  EXPECT_EQ(titles(ben, "project_id=" + number(gear)), Texts{"Hopes"});
  EXPECT_EQ(titles(guest, "user_id=" + number(cleo.id)), Texts{"Hopes"});
  EXPECT_EQ(titles(ben, "story_id=" + number(one.id)), Texts{"Plans"});
  EXPECT_EQ(titles(ben, "task_id=" + number(job.id)), Texts{"Plans"}) << "archived cards count";
  EXPECT_EQ(titles(ben, "item_type=task"), Texts{"Plans"});
  EXPECT_EQ(titles(ben, "hide_lanes="), (Texts{"Plans", "Hopes"}));
  EXPECT_EQ(titles(ben, "sort_field=title"), (Texts{"Hopes", "Plans"}));
  EXPECT_EQ(titles(ben, "limit=1&offset=1"), Texts{"Hopes"});
  EXPECT_EQ(titles(ben, "subscriber_id=1"), Texts{});
  change(one, {.is_private = true});
  EXPECT_EQ(titles(cleo, "story_id=" + number(one.id)), Texts{}) << "nobody learns where a private story is";
  EXPECT_EQ(titles(cleo, "item_type=story"), Texts{});
}

TEST_P(Lists, AreNotMadeForOthers) {
  EXPECT_EQ(refusal([&](db::Transaction& tx) { make_worklist(tx, ben, {.creator_id = cleo.id}, today); }),
            "invalid: You can't select author of worklist.");
  EXPECT_EQ(refusal([&](db::Transaction& tx) { make_worklist(tx, ben, {.owners = std::vector{UserId{99}}}, today); }),
            "not found: User 99 not found");
  EXPECT_EQ(refusal([&](db::Transaction& tx) { make_worklist(tx, ben, {.project_id = ProjectId{99}}, today); }),
            "invalid: Foreign key error. Error in object 'Worklist'. Field 'project_id' value '99' is invalid.");
}

}  // namespace
}  // namespace worklist
