#include <gtest/gtest.h>

#include "board/boards.h"
#include "board/world_test.h"
#include "events/outbox.h"
#include "json/node.h"
#include "story/comments.h"
#include "timeline/api.h"
#include "timeline/event_store.h"
#include "timeline/filter.h"

namespace timeline {
namespace {

using story::guest;
using story::number;
using story::Story;
using story::Texts;
using story::today;

class Timeline : public board::World {
 protected:
  listing::Page<TimelineEvent> events_of(const Wanted& wanted, const auth::Actor& reader,
                                         const listing::Paging& paging = {}, listing::Bound bound = {}) {
    return seen([&](db::Session& session) { return list_events(session, wanted, paging, reader, bound); });
  }
  // The types of what somebody is shown; the total must be how many they are.
  Texts types(const Wanted& wanted, const auth::Actor& reader) {
    const auto page = events_of(wanted, reader);
    EXPECT_EQ(page.total, std::ssize(page.rows));
    Texts out;
    for (const auto& one : page.rows) out.push_back(one.event_type);
    return out;
  }
  TimelineEvent last(const Wanted& wanted = {}) {
    return events_of(wanted, ben, {{{.sort_dir = "desc"}, {}, 1}}).rows.at(0);
  }
  std::optional<TimelineEvent> found(const auth::Actor& reader, EventId id) {
    return seen([&](db::Session& session) { return find_event(session, reader, id); });
  }
  void publish(const events::NewEvent& event) {
    write([&](db::Transaction& tx) { events::publish(tx, event, today); });
  }
  std::string refused(std::string_view name, const std::string& story_or_event, const std::string& query = "") {
    return refusal([&](db::Session& session) {
      for (const auto& route : routes()) {
        const api::Address address{{{"story", story_or_event}, {"event", story_or_event}}, api::parse_query(query)};
        if (route.name == name) route.read(api::Read{{cleo, today, address}, session});
      }
    });
  }
};
PLENARY_ON_BOTH_DATABASES(Timeline);

TEST_P(Timeline, QueriesFitTheSchema) {
  write([](db::Transaction& tx) {
    for (const auto& query : queries()) EXPECT_NO_THROW(tx.check(query)) << query.name;
  });
}

TEST_P(Timeline, ShowsAnEventAsItWasPublished) {
  const auto one = story("Title");
  const auto event = last();
  EXPECT_EQ(json::to_text(event), R"({"event_type":"story_created","event_info":"{\"story_id\": )" + number(one.id) +
                                      R"(, \"story_title\": \"Title\"}","story_id":)" + number(one.id) +
                                      R"(,"worklist_id":null,"board_id":null,"author_id":)" + number(ben.id) +
                                      R"(,"comment_id":null,"id":)" + number(event.id) +
                                      R"(,"created_at":"2017-07-14T02:40:00+00:00","updated_at":null})");
  EXPECT_EQ(json::to_text(found(guest, event.id).value()), json::to_text(event));
  EXPECT_FALSE(found(guest, EventId{99}));
}

TEST_P(Timeline, ShowsACommentWithItsEvent) {
  const auto one = story("Title");
  const auto made =
      changed([&](db::Transaction& tx) { return story::add_comment(tx, ben, one.id, {.content = "Hello"}, today); });
  EXPECT_EQ(json::to_text(last()), json::to_text(made)) << "as writing it answered";
  EXPECT_EQ(json::to_text(found(guest, made.id).value()), json::to_text(made));
}

// Section 5: names are added on reading, "unassigned" for nobody.
TEST_P(Timeline, NamesWhomATaskWasGivenTo) {
  const auto one = task(story("Title"), {.assignee_id = ben.id});
  change(one, {.assignee_id = std::optional(cleo.id)});
  const auto event = last();
  const auto ids = R"(, "old_assignee_id": )" + number(ben.id) + R"(, "new_assignee_id": )" + number(cleo.id);
  EXPECT_EQ(event.event_info,
            R"({"story_id": )" + number(one.story_id) + R"(, "task_id": )" + number(one.id) +
                R"(, "task_title": "a task")" + ids +
                R"(, "old_assignee_fullname": "Ben Builder", "new_assignee_fullname": "Cleo Curator"})");
  EXPECT_EQ(found(guest, event.id)->event_info, event.event_info);

  change(one, story::from_json<story::TaskChange>(R"({"assignee_id":null})"));
  const json::Document info(last().event_info.value());
  EXPECT_EQ(info.root().find("old_assignee_fullname")->text(), "Cleo Curator");
  EXPECT_EQ(info.root().find("new_assignee_fullname")->text(), "unassigned");
}

// Imported events hold whatever they held.
TEST_P(Timeline, NamesNobodyWhereItCannot) {
  const auto shown = [&](const char* info) {
    publish({.type = events::Type::task_assignee_changed, .author = ben.id, .info = info});
    return last().event_info.value();
  };
  for (const auto* info : {"", "{}", "null", "no JSON}", "{\"a\": 1", "[1, {}]",
                           R"({"old_assignee_id": 1, "old_assignee_fullname": "A", "new_assignee_fullname": "B"})"}) {
    EXPECT_EQ(shown(info), info);
  }
  EXPECT_EQ(shown(R"({"old_assignee_id": 99, "new_assignee_id": "x"})"),
            R"({"old_assignee_id": 99, "new_assignee_id": "x", "old_assignee_fullname": "unassigned", )"
            R"("new_assignee_fullname": "unassigned"})");
}

TEST_P(Timeline, QuotesNames) {
  const auto odd = changed([](db::Transaction& tx) {
    return people::add_user(tx, {.full_name = "O \"Q\" \\", .email = "odd@example.org"}, today).id;
  });
  change(task(story("Title")), {.assignee_id = std::optional(odd)});
  const json::Document info(last().event_info.value());
  EXPECT_EQ(info.root().find("new_assignee_fullname")->text(), "O \"Q\" \\");
}

TEST_P(Timeline, ShowsHiddenEventsToReadersOfTheirStory) {
  story("Public");
  const auto core = team("core", {cleo});
  const auto secret = story({.title = "Secret", .is_private = true, .teams = std::vector{story::TeamRef{core.id}}});
  task(secret);
  for (const auto& reader : {ben, cleo}) {
    EXPECT_EQ(types({}, reader), (Texts{"story_created", "story_created", "task_created"}));
    EXPECT_EQ(types({.story = secret.id}, reader), (Texts{"story_created", "task_created"}));
    EXPECT_EQ(types({.types = {"task_created"}}, reader), Texts{"task_created"});
  }
  for (const auto& reader : {guest, ada}) {
    EXPECT_EQ(types({}, reader), Texts{"story_created"});
    EXPECT_EQ(types({.story = secret.id}, reader), Texts{});
    EXPECT_EQ(types({.types = {"task_created", "board_created"}}, reader), Texts{});
  }
  const auto id = last({.story = secret.id}).id;
  EXPECT_TRUE(found(cleo, id));
  EXPECT_FALSE(found(guest, id));
  EXPECT_FALSE(found(ada, id));
  write([&](db::Transaction& tx) { people::remove_member(tx, core.id, cleo.id); });
  EXPECT_EQ(types({}, cleo), Texts{"story_created"});
}

// The events of a private board are for its owners and users; those of its lists go with them.
TEST_P(Timeline, ShowsAPrivateBoardToItsPeople) {
  const auto lane = list("Lane");
  const auto plan = changed([&](db::Transaction& tx) {
    const board::LanePlace first{.list_id = lane.id};
    return board::make_board(
        tx, ben, {.title = "Plan", .is_private = true, .lanes = std::vector{first}, .users = std::vector{cleo.id}},
        today);
  });
  const Texts told{"board_created", "board_permission_created", "board_permission_created", "board_lanes_changed"};
  const auto of_list = types({.worklist = lane.id.value}, ben).size();
  EXPECT_EQ(of_list, 3U);
  for (const auto& reader : {ben, cleo}) {
    EXPECT_EQ(types({.board = plan.id.value}, reader), told);
    EXPECT_EQ(types({.worklist = lane.id.value}, reader).size(), of_list);
    EXPECT_EQ(types({}, reader).size(), told.size() + of_list);
  }
  const auto id = events_of({.board = plan.id.value}, ben).rows.at(0).id;
  EXPECT_TRUE(found(cleo, id));
  for (const auto& outsider : {guest, ada}) {
    EXPECT_EQ(types({.board = plan.id.value}, outsider), Texts{});
    EXPECT_EQ(types({}, outsider), Texts{});
    EXPECT_FALSE(found(outsider, id));
  }
  changed([&](db::Transaction& tx) { return board::change_board(tx, ben, plan.id, {.is_private = false}, today); });
  EXPECT_EQ(types({.board = plan.id.value}, guest).size(), told.size() + 1);
  EXPECT_EQ(types({.worklist = lane.id.value}, guest).size(), of_list);
}

TEST_P(Timeline, ShowsWhatASubjectBecameOpenFor) {
  const auto one = story("Title");
  change(one, {.is_private = true});
  EXPECT_EQ(types({}, guest), Texts{});
  change(one, {.is_private = false});
  for (const auto& reader : {guest, ben}) {
    EXPECT_EQ(types({}, reader), (Texts{"story_created", "story_details_changed", "story_details_changed"}));
  }
  remove(one);
  EXPECT_EQ(types({}, guest), Texts{});
}

TEST_P(Timeline, FiltersBySubjectAndType) {
  const auto one = story("One"), two = story("Two");
  task(one);
  publish({.type = events::Type::worklist_created, .author = ben.id, .worklist_id = 5});
  publish({.type = events::Type::board_created, .author = ben.id, .board_id = 6});
  EXPECT_EQ(types({.story = one.id}, guest), (Texts{"story_created", "task_created"}));
  EXPECT_EQ(types({.story = two.id, .types = {"task_created"}}, guest), Texts{});
  EXPECT_EQ(types({.worklist = 5}, guest), Texts{"worklist_created"});
  EXPECT_EQ(types({.board = 6}, guest), Texts{"board_created"});
  EXPECT_EQ(types({.types = {"task_created", "board_created"}}, guest), (Texts{"task_created", "board_created"}));
  EXPECT_EQ(types({.story = StoryId{0}, .worklist = 0, .board = 0}, guest).size(), 5U) << "0 is no filter";
}

TEST_P(Timeline, Pages) {
  const auto one = story("Title");
  task(one);
  task(one);
  const auto window = events_of({.story = one.id}, guest, {{{}, {}, 1}, 1});
  ASSERT_EQ(window.rows.size(), 1U);
  EXPECT_EQ(window.rows[0].event_type, "task_created");
  EXPECT_EQ(window.total, 3);
  EXPECT_EQ(window.offset, 1);
  const auto behind = events_of({.story = one.id}, guest, {{{}, window.rows[0].id.value}});
  EXPECT_EQ(behind.rows.size(), 1U);
  EXPECT_EQ(behind.marker, window.rows[0].id.value);
  EXPECT_EQ(events_of({}, guest, {}, 2).rows.size(), 2U);
  for (const auto* column : {"id", "created_at", "updated_at", "event_type", "event_info", "author_id", "story_id",
                             "worklist_id", "board_id", "comment_id"}) {
    EXPECT_EQ(events_of({}, guest, {{{column, "desc"}, {}, {}}}).rows.size(), 3U) << column;
  }
}

TEST_P(Timeline, SaysWhatItCannotShow) {
  const auto secret = story({.title = "Secret", .is_private = true});
  const auto known = "invalid: Invalid event_type requested. Event type must be one of the following: story_created, ";
  EXPECT_TRUE(refused("list_events", "", "event_type=bogus").starts_with(known));
  EXPECT_TRUE(refused("list_events_of_story", number(secret.id), "event_type=bogus").starts_with(known));
  EXPECT_EQ(refused("list_events_of_story", number(secret.id)),
            "not found: Story " + number(secret.id) + " not found.");
  EXPECT_EQ(refused("list_events_of_story", "99"), "not found: Story 99 not found.");
  const auto id = number(last().id);
  EXPECT_EQ(refused("read_event", id), "not found: Event " + id + " not found.");
  EXPECT_EQ(refused("read_event_of_story", id), "not found: Event " + id + " not found.");
  EXPECT_EQ(refused("list_events", "", "marker=1"), "invalid: Unknown argument: \"marker\"");
}

}  // namespace
}  // namespace timeline
