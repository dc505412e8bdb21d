#include "board/boards.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "board/board_list.h"
#include "board/due_date_links.h"
#include "board/permissions.h"
#include "board/queries.h"
#include "board/world_test.h"
#include "db/many.h"
#include "due_date/due_dates.h"
#include "worklist/guards.h"

namespace board {
namespace {

using story::guest;
using story::long_ago;
using story::number;
using story::Texts;
using story::today;
using worklist::Worklist;
using Lanes = std::vector<LanePlace>;
using Users = std::vector<UserId>;

class Boards : public World {
 protected:
  Board made(const NewBoard& wanted) {
    return changed([&](db::Transaction& tx) { return make_board(tx, ben, wanted, long_ago); });
  }
  Board made(const char* title, const Lanes& lanes = {}) { return made(NewBoard{.title = title, .lanes = lanes}); }
  Board changed_by(const auth::Actor& actor, const Board& board, const BoardChange& to) {
    return changed([&](db::Transaction& tx) { return change_board(tx, actor, board.id, to, today); });
  }
  std::string refused(const auth::Actor& actor, const Board& board, const BoardChange& to) {
    return refusal([&](db::Transaction& tx) { change_board(tx, actor, board.id, to, today); });
  }
  std::string refused(const NewBoard& wanted, const auth::Actor* by = nullptr) {
    return refusal([&](db::Transaction& tx) { make_board(tx, by ? *by : ben, wanted, today); });
  }
  Board as(const auth::Actor& reader, const Board& board) {
    return seen([&](db::Session& session) { return read_board(session, reader, board.id); });
  }
  std::string nothing_for(const auth::Actor& reader, const Board& board) {
    return refusal([&](db::Session& session) { read_board(session, reader, board.id); });
  }
  static std::string nothing(const Board& board) { return "not found: Board " + number(board.id) + " not found."; }

  // "list@position", from left to right.
  Texts places(const Board& board) {
    Texts out;
    for (const auto& lane : as(ben, board).lanes)
      out.push_back(number(lane.list_id) + "@" + std::to_string(lane.position));
    return out;
  }
  static std::string place(const Worklist& list, int position) {
    return number(list.id) + "@" + std::to_string(position);
  }
  // "type|hidden" of what happened to a board since so many events.
  Texts told(const Board& board, std::size_t since = 0) {
    auto all = rows("select event_type, hidden from events where board_id = " + number(board.id) + " order by id");
    all.erase(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(since));
    return all;
  }
  void permit(const Board& board, const char* codename, const Users& users) {
    write([&](db::Transaction& tx) { change_permission(tx, ben, board.id, {codename, users}, today); });
  }
  bool sees(const auth::Actor& reader, const Worklist& list) {
    return seen([&](db::Session& session) { return worklist::can_see(session, reader, list.id); });
  }
  std::string may(const auth::Actor& actor, const Worklist& list) {
    return seen([&](db::Session& session) {
      return std::string(worklist::can_edit(session, actor, list.id) ? "edit " : "") +
             (worklist::can_move(session, actor, list.id) ? "move" : "");
    });
  }
};
PLENARY_ON_BOTH_DATABASES(Boards);

TEST_P(Boards, QueriesFitTheSchema) {
  write([](db::Transaction& tx) {
    for (const auto& query : queries()) EXPECT_NO_THROW(tx.check(query)) << query.name;
    for (const auto& query : queries_of_many()) EXPECT_NO_THROW(db::check_many(tx, query)) << query.name;
  });
}

TEST_P(Boards, ShowTheirLanesAndCards) {
  const auto todo = list("Todo"), done = list("Done");
  const auto one = story("A story"), two = story("Another");
  const auto step = task(one);
  add(todo, one);
  add(todo, step);
  add(done, two);
  const auto plan = made("Plan", {{todo.id, 1}, {done.id, 0}});
  const auto shown = as(guest, plan);
  ASSERT_EQ(shown.lanes.size(), 2U);
  EXPECT_EQ(shown.lanes[0].list_id, done.id);
  EXPECT_EQ(shown.lanes[0].worklist.items.value->at(0).story.value->title, "Another");
  const auto& cards = shown.lanes[1].worklist.items.value.value();
  ASSERT_EQ(cards.size(), 2U);
  EXPECT_EQ(cards[1].task.value->id, step.id);
  EXPECT_EQ(shown.owners, Users{ben.id});

  const auto listed_one = listed(list_boards, guest).rows.at(0);
  EXPECT_EQ(listed_one.lanes.at(1).worklist.items.value->size(), 2U);
  EXPECT_FALSE(listed_one.lanes.at(1).worklist.items.value->at(0).story.value) << "bare";
  EXPECT_FALSE(listed_one.due_dates.value);
}

TEST_P(Boards, GovernTheirLists) {
  const auto lane = list({.title = "Lane", .users = Users{ada.id}});
  const auto plan =
      made(NewBoard{.title = "Plan", .is_private = true, .lanes = Lanes{{lane.id}}, .users = Users{cleo.id}});
  EXPECT_EQ(may(ben, lane), "edit move");
  EXPECT_EQ(may(cleo, lane), "move");
  EXPECT_EQ(may(ada, lane), "") << "the list's own people rest";
  EXPECT_TRUE(sees(cleo, lane));
  EXPECT_FALSE(sees(ada, lane));
  permit(plan, "edit_board", {cleo.id});
  EXPECT_EQ(may(ben, lane), "");
  EXPECT_EQ(may(cleo, lane), "edit move");
  changed_by(cleo, plan, {.is_private = false});
  EXPECT_TRUE(sees(ada, lane));
  EXPECT_EQ(may(ada, lane), "");
}

TEST_P(Boards, TakeOverOnlyWhatTheirMakerMayEdit) {
  const auto his = list(worklist::NewWorklist{.title = "His"}, &cleo);
  const auto moved = list({.title = "Moved", .users = Users{cleo.id}});
  EXPECT_EQ(refused({.title = "Plan", .lanes = Lanes{{his.id}}}),
            "not found: Worklist " + number(his.id) + " not found");
  EXPECT_TRUE(refused({.title = "Plan", .lanes = Lanes{{moved.id}}}, &cleo).starts_with("not found"));
  EXPECT_TRUE(refused({.title = "Plan", .lanes = Lanes{{WorklistId{99}}}}).starts_with("not found: Worklist 99"));
  const auto mine = list("Mine");
  made("Plan", {{mine.id}});
  EXPECT_TRUE(refused({.title = "Other", .lanes = Lanes{{mine.id}}}).starts_with("invalid: Worklist"));
  EXPECT_EQ(count("boards"), "1");
}

TEST_P(Boards, PlaceLanes) {
  const auto a = list("A"), b = list("B"), c = list("C");
  const auto plan = made("Plan", {{a.id}, {b.id}});
  EXPECT_EQ(places(plan), (Texts{place(a, 0), place(b, 1)}));
  const auto before = told(plan).size();
  changed_by(ben, plan, {.lanes = Lanes{{a.id, 7}, {c.id}}});
  EXPECT_EQ(places(plan), (Texts{place(b, 1), place(a, 7), place(c, 8)})) << "behind the last";
  changed_by(ben, plan, {.lanes = Lanes{{a.id, 7}, {b.id}}});
  EXPECT_EQ(told(plan, before), (Texts{"board_lanes_changed|0", "board_lanes_changed|0"})) << "what stays is not told";
  EXPECT_TRUE(refused(ben, plan, {.lanes = Lanes{{a.id, 1}, {a.id, 2}}}).starts_with("invalid: Worklist"));
}

// Against a plain map, whatever is said of lanes one after the other.
TEST_P(Boards, KeepLanesWhereTheyWereLastPut) {
  std::vector<Worklist> lists;
  for (int i = 0; i < 4; ++i) lists.push_back(list("A list"));
  const auto plan = made("Plan");
  std::map<std::int64_t, std::int64_t> expected;
  rc::check("lanes", [&] {
    const auto which = *rc::gen::inRange<std::size_t>(0, lists.size());
    const auto where = *rc::gen::maybe(rc::gen::inRange<std::int64_t>(0, 9));
    const auto id = lists[which].id;
    std::optional<std::int64_t> position;
    if (where) position = *where;
    changed_by(ben, plan, {.lanes = Lanes{{id, position}}});
    std::int64_t last = -1;
    for (const auto& [_, at] : expected) last = std::max(last, at);
    if (position || !expected.count(id.value)) expected[id.value] = position.value_or(last + 1);
    std::map<std::int64_t, std::int64_t> found;
    std::int64_t left = -1;
    const auto shown = as(guest, plan);
    for (const auto& lane : shown.lanes) {
      RC_ASSERT(lane.position >= left);
      left = found[lane.list_id.value] = lane.position;
    }
    RC_ASSERT(found == expected);
  });
}

TEST_P(Boards, AreChangedByTheirOwnersAlone) {
  const auto plan = made(NewBoard{.title = "Plan", .users = Users{cleo.id}});
  for (const auto& other : {cleo, ada, guest}) {
    EXPECT_EQ(refused(other, plan, {.title = "Mine"}), nothing(plan));
    EXPECT_EQ(refusal([&](db::Transaction& tx) { archive_board(tx, other, plan.id, today); }), nothing(plan));
    EXPECT_EQ(refusal([&](db::Transaction& tx) {
                change_permission(tx, other, plan.id, {"edit_board", {}}, today);
              }),
              nothing(plan));
  }
  EXPECT_EQ(refused(ben, plan, {.creator_id = cleo.id}), "invalid: You can't change the creator of a board.");
  EXPECT_EQ(refused({.title = "Plan", .creator_id = cleo.id}), "invalid: You can't select the creator of a board.");
  EXPECT_TRUE(
      refused(ben, plan, {.project_id = std::optional(ProjectId{99})}).starts_with("invalid: Foreign key error"));
  const auto after = changed_by(ben, plan, {.title = "Later", .project_id = std::optional(engine)});
  EXPECT_EQ(after.title, "Later");
  EXPECT_EQ(after.project_id, engine);
  EXPECT_EQ(after.updated_at, today);
}

TEST_P(Boards, HideEverythingWhilePrivate) {
  const auto lane = list("Lane");
  const auto plan = made("Plan", {{lane.id}});
  const auto known = told(plan);
  changed_by(ben, plan, {.is_private = true});
  for (const auto& one : told(plan)) EXPECT_TRUE(one.ends_with("|1")) << one;
  for (const auto& outsider : {ada, guest}) {
    EXPECT_EQ(nothing_for(outsider, plan), nothing(plan));
    EXPECT_EQ(listed(list_boards, outsider).total, 0);
    EXPECT_FALSE(sees(outsider, lane));
  }
  EXPECT_EQ(listed(list_boards, ben).total, 1);
  changed_by(ben, plan, {.is_private = false});
  for (const auto& one : told(plan)) EXPECT_TRUE(one.ends_with("|0")) << one;
  EXPECT_EQ(told(plan).size(), known.size() + 2);
}

TEST_P(Boards, AreArchivedWithTheirLists) {
  const auto open = list("Open"), away = list("Away");
  const auto plan = made("Plan", {{open.id}, {away.id}});
  change(away, worklist::WorklistChange{.archived = true});
  const auto archive = [&] { write([&](db::Transaction& tx) { archive_board(tx, ben, plan.id, today); }); };
  const auto of_open = worklist::World::told(open).size(), of_away = worklist::World::told(away).size();
  const auto of_plan = told(plan).size();
  archive();
  archive();
  EXPECT_EQ(told(plan, of_plan), Texts{"board_details_changed|0"});
  EXPECT_EQ(worklist::World::told(open).size(), of_open + 1);
  EXPECT_EQ(worklist::World::told(away).size(), of_away);
  EXPECT_TRUE(as(guest, plan).archived);
  EXPECT_EQ(listed(list_boards, ben).total, 0);
  EXPECT_EQ(listed(list_boards, ben, "archived=false").total, 0);
  EXPECT_EQ(listed(list_boards, ben, "archived=True").total, 1);
}

TEST_P(Boards, CountTheCardsThatShowADueDate) {
  const auto lane = list("Lane");
  const auto plan = made("Plan", {{lane.id}});
  const auto known = story("Known"), secret = story({.title = "Secret", .is_private = true});
  const auto due = changed([&](db::Transaction& tx) {
    const auto one = due_date::make_due_date(tx, ben, {.name = "Soon", .users = Users{cleo.id}}, today);
    show_in(tx, plan.id, one.id);
    return one;
  });
  for (const auto& one : {known, secret}) {
    const auto card = add(lane, one);
    write([&](db::Transaction& tx) {
      tx.run({"test.due", "update worklist_items set display_due_date = $1 where id = $2"},
             {due.id, card.id.value.value()});
    });
  }
  EXPECT_EQ(as(ben, plan).due_dates.value->at(0).count, 2);
  const auto to_cleo = as(cleo, plan).due_dates.value->at(0);
  EXPECT_EQ(to_cleo.count, 1);
  EXPECT_TRUE(to_cleo.assignable);
  EXPECT_FALSE(to_cleo.editable);
  write([&](db::Transaction& tx) { hide_from(tx, plan.id, due.id, today); });
  EXPECT_TRUE(as(ben, plan).due_dates.value->empty());
  EXPECT_EQ(count("worklist_items where display_due_date is not null"), "0");
}

TEST_P(Boards, AreSortedByEachColumn) {
  made("B");
  made("A");
  for (const auto* column :
       {"id", "created_at", "updated_at", "title", "description", "creator_id", "project_id", "private", "archived"}) {
    EXPECT_EQ(listed(list_boards, guest, "sort_dir=desc&sort_field=" + std::string(column)).rows.size(), 2U) << column;
  }
  EXPECT_EQ(story::titles_of(listed(list_boards, guest, "sort_field=title").rows), (Texts{"A", "B"}));
}

}  // namespace
}  // namespace board
