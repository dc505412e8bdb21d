#include "due_date/due_dates.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "db/many.h"
#include "due_date/due_date_store.h"
#include "due_date/queries.h"
#include "due_date/schema.h"
#include "story/world_test.h"

namespace due_date {
namespace {

using story::guest;
using story::long_ago;
using story::number;
using story::Texts;
using story::today;
using Users = std::vector<UserId>;

class DueDates : public story::World {
 protected:
  void SetUp() override { prepare_with(schema()); }

  DueDate made(const NewDueDate& wanted) {
    return changed([&](db::Transaction& tx) { return make_due_date(tx, ben, wanted, long_ago); });
  }
  DueDate changed_by(const auth::Actor& actor, const DueDate& one, const DueDateChange& to) {
    return changed([&](db::Transaction& tx) { return change_due_date(tx, actor, one.id, to, today); });
  }
  std::string refused(const auth::Actor& actor, const DueDate& one, const DueDateChange& to) {
    return refusal([&](db::Transaction& tx) { change_due_date(tx, actor, one.id, to, today); });
  }
  std::string refused(const NewDueDate& wanted) {
    return refusal([&](db::Transaction& tx) { make_due_date(tx, ben, wanted, today); });
  }
  std::optional<DueDate> as(const auth::Actor& reader, const DueDate& one) {
    return seen([&](db::Session& session) { return find_due_date(session, reader, one.id); });
  }
  Texts names(const auth::Actor& reader, const DueDateFilter& filter = {}) {
    const auto page =
        seen([&](db::Session& session) { return list_due_dates(session, filter, reader, {}, [](listing::List&) {}); });
    EXPECT_EQ(page.total, std::ssize(page.rows));
    Texts out;
    for (const auto& one : page.rows) out.push_back(one.name.value_or("null"));
    return out;
  }
  Texts rights(const auth::Actor& reader, const DueDate& one) {
    return seen([&](db::Session& session) { return permissions_of(session, reader, one.id); });
  }
  static std::string nothing(const DueDate& one) { return "not found: Due date " + number(one.id) + " not found."; }
};
PLENARY_ON_BOTH_DATABASES(DueDates);

TEST_P(DueDates, QueriesFitTheSchema) {
  write([](db::Transaction& tx) {
    for (const auto& query : queries()) EXPECT_NO_THROW(tx.check(query)) << query.name;
    for (const auto& query : queries_of_many()) EXPECT_NO_THROW(db::check_many(tx, query)) << query.name;
  });
}

TEST_P(DueDates, BelongToWhoMakesThem) {
  const auto one = made({.name = "Release", .date = today});
  EXPECT_EQ(json::to_text(one),
            R"({"name":"Release","date":"2020-09-13T12:26:40+00:00","private":false,"creator_id":)" + number(ben.id) +
                R"(,"tasks":[],"stories":[],"count":0,"owners":[)" + number(ben.id) +
                R"(],"users":[],"editable":true,"assignable":true,"id":)" + number(one.id) +
                R"(,"created_at":"2017-07-14T02:40:00+00:00","updated_at":null})");
  EXPECT_EQ(refused({.creator_id = cleo.id}), "invalid: You can't select the creator of a due date.");
  EXPECT_EQ(refused({.owners = Users{{99}}}), "not found: User 99 not found");
}

TEST_P(DueDates, TellEachReaderWhatHeMayDo) {
  const auto one = made({.name = "Release", .users = Users{cleo.id}});
  const auto rights_of = [&](const auth::Actor& reader) {
    const auto shown = as(reader, one).value();
    return std::to_string(shown.editable) + std::to_string(shown.assignable);
  };
  EXPECT_EQ(rights_of(ben), "11") << "who may edit may assign";
  EXPECT_EQ(rights_of(cleo), "01");
  EXPECT_EQ(rights_of(ada), "00") << "superuser or not";
  EXPECT_EQ(rights_of(guest), "00");
  EXPECT_EQ(rights(ben, one), Texts{"edit_date"});
  EXPECT_EQ(rights(cleo, one), Texts{"assign_date"});
  EXPECT_EQ(rights(guest, one), Texts{});
}

TEST_P(DueDates, ArePrivateToTheirPeople) {
  const auto secret = made({.name = "Secret", .is_private = true, .users = Users{cleo.id}});
  made({.name = "Known"});
  EXPECT_EQ(names(ben), (Texts{"Secret", "Known"}));
  EXPECT_EQ(names(cleo), (Texts{"Secret", "Known"}));
  for (const auto& outsider : {ada, guest}) {
    EXPECT_EQ(names(outsider), Texts{"Known"});
    EXPECT_FALSE(as(outsider, secret));
    EXPECT_EQ(refused(outsider, secret, {.is_private = false}), nothing(secret));
    EXPECT_EQ(refusal([&](db::Session& session) { require_visible(session, outsider, secret.id); }), nothing(secret));
    EXPECT_EQ(refusal([&](db::Session& session) { permissions_of(session, outsider, secret.id); }), nothing(secret));
    EXPECT_EQ(refusal([&](db::Transaction& tx) {
                change_permission(tx, outsider, secret.id, {"edit_date", {outsider.id}}, today);
              }),
              nothing(secret));
  }
  EXPECT_EQ(refusal([&](db::Session& session) { require_visible(session, cleo, secret.id); }), "none");
}

TEST_P(DueDates, AreChangedByOwnersAndAssignedByUsers) {
  const auto one = made({.name = "Release", .date = today, .users = Users{cleo.id}});
  const auto of = story("A story");
  for (const auto& change :
       {DueDateChange{.name = "Other"}, DueDateChange{.date = long_ago}, DueDateChange{.is_private = true}}) {
    EXPECT_EQ(refused(cleo, one, change), nothing(one));
  }
  EXPECT_EQ(refused(ada, one, {.stories = std::vector<StoryRef>{{of.id}}}), nothing(one));
  // The whole thing sent back, with one story more.
  const auto assigned = changed_by(cleo, one,
                                   {.name = one.name,
                                    .date = one.date,
                                    .is_private = false,
                                    .creator_id = ben.id,
                                    .stories = std::vector<StoryRef>{{of.id}}});
  EXPECT_EQ(assigned.stories.at(0).id, of.id);
  EXPECT_EQ(assigned.count, 1);
  EXPECT_EQ(assigned.updated_at, today);
  const auto renamed = changed_by(ben, one, {.name = "Later", .date = std::optional<Time>()});
  EXPECT_EQ(renamed.name, "Later");
  EXPECT_FALSE(renamed.date);
  EXPECT_EQ(renamed.stories.size(), 1U) << "what is not said stays";
  EXPECT_EQ(refused(ben, one, {.creator_id = cleo.id}), "invalid: You can't change the creator of a due date.");
}

TEST_P(DueDates, ReplaceWhatIsDue) {
  const auto of = story("A story"), other = story("Another");
  const auto first = task(of), second = task(of);
  const auto one = made(
      {.tasks = std::vector<TaskRef>{{first.id}, {first.id}}, .stories = std::vector<StoryRef>{{of.id}, {other.id}}});
  EXPECT_EQ(one.tasks.size(), 1U);
  EXPECT_EQ(one.count, 3);
  const auto after =
      changed_by(ben, one, {.tasks = std::vector<TaskRef>{{second.id}}, .stories = std::vector<StoryRef>{}});
  ASSERT_EQ(after.tasks.size(), 1U);
  EXPECT_EQ(after.tasks[0].id, second.id);
  EXPECT_TRUE(after.stories.empty());
  EXPECT_EQ(refused(ben, one, {.tasks = std::vector<TaskRef>{{TaskId{99}}}}), "not found: Task 99 not found.");
  EXPECT_EQ(refused(ben, one, {.stories = std::vector<StoryRef>{{StoryId{99}}}}), "not found: Story 99 not found.");
}

TEST_P(DueDates, ShowNoStoryThatTheReaderMayNotSee) {
  const auto known = story("Known"), secret = story({.title = "Secret", .is_private = true});
  const auto hidden = task(secret);
  const auto one = made({.tasks = std::vector<TaskRef>{{hidden.id}},
                         .stories = std::vector<StoryRef>{{known.id}, {secret.id}},
                         .users = Users{cleo.id}});
  EXPECT_EQ(as(ben, one)->count, 3);
  for (const auto& outsider : {cleo, ada, guest}) {
    EXPECT_EQ(as(outsider, one)->count, 1);
    EXPECT_TRUE(as(outsider, one)->tasks.empty());
  }
  EXPECT_EQ(refused(cleo, one, {.stories = std::vector<StoryRef>{{secret.id}}}),
            "not found: Story " + number(secret.id) + " not found.");
  EXPECT_EQ(refused(cleo, one, {.tasks = std::vector<TaskRef>{{hidden.id}}}),
            "not found: Task " + number(hidden.id) + " not found.");
  changed_by(cleo, one, {.tasks = std::vector<TaskRef>{}, .stories = std::vector<StoryRef>{}});
  EXPECT_EQ(as(ben, one)->count, 2) << "what she does not see, she does not touch";
}

TEST_P(DueDates, ForgetWhatIsDeleted) {
  const auto of = story("A story"), other = story("Another");
  const auto lone = task(other), with_story = task(of);
  const auto one = made({.tasks = std::vector<TaskRef>{{lone.id}, {with_story.id}},
                         .stories = std::vector<StoryRef>{{of.id}, {other.id}}});
  remove(of);
  write([&](db::Transaction& tx) { story::remove_task(tx, ben, lone.id, today); });
  EXPECT_EQ(as(ben, one)->count, 1);
  EXPECT_EQ(count("task_due_dates") + count("story_due_dates"), "01");
}

TEST_P(DueDates, AreFilteredAndSorted) {
  made({.name = "Beta", .date = today, .users = Users{cleo.id}});
  made({.name = "alpha", .date = long_ago, .owners = Users{cleo.id}});
  const auto filtered = [&](const std::string& query) {
    return names(ben, api::read_query<DueDateFilter>(api::parse_query(query)));
  };
  EXPECT_EQ(filtered("name=ALP"), Texts{"alpha"});
  EXPECT_EQ(filtered("date=2020-09-13T12:26:40Z"), Texts{"Beta"});
  EXPECT_EQ(filtered("user=" + number(cleo.id)), Texts{"Beta"});
  EXPECT_EQ(filtered("owner=" + number(cleo.id)), Texts{"alpha"});
  EXPECT_EQ(filtered("owner=0&user="), (Texts{"Beta", "alpha"}));
  EXPECT_EQ(filtered("sort_field=date"), (Texts{"alpha", "Beta"}));
  for (const auto* column : {"id", "created_at", "updated_at", "name", "date", "private", "creator_id"}) {
    EXPECT_EQ(filtered("sort_dir=desc&sort_field=" + std::string(column)).size(), 2U) << column;
  }
}

TEST_P(DueDates, GiveAndTakePermissions) {
  const auto one = made({.is_private = true});
  const auto change = [&](const auth::Actor& actor, const PermissionChange& to) {
    return changed([&](db::Transaction& tx) { return change_permission(tx, actor, one.id, to, today); });
  };
  EXPECT_EQ(change(ben, {"assign_date", {cleo.id}}), "assign_date");
  EXPECT_TRUE(as(cleo, one));
  write([&](db::Transaction& tx) { add_permission(tx, ben, one.id, {"assign_date", {ada.id}}, today); });
  EXPECT_EQ(as(ben, one)->users, (Users{ada.id, cleo.id})) << "those who have it keep it";
  EXPECT_EQ(refusal([&](db::Transaction& tx) {
              change_permission(tx, cleo, one.id, {"assign_date", {}}, today);
            }),
            nothing(one));
  EXPECT_TRUE(refusal([&](db::Transaction& tx) {
                change_permission(tx, ben, one.id, {"fly", {}}, today);
              }).starts_with("not found: Permission fly not found"));
  change(ben, {"assign_date", {}});
  EXPECT_FALSE(as(cleo, one));
}

TEST_P(DueDates, AreBriefOnCards) {
  const auto known = made({.name = "Known"}), secret = made({.name = "Secret", .is_private = true});
  const auto of = story("A story");
  for (const auto& one : {known, secret}) changed_by(ben, one, {.stories = std::vector<StoryRef>{{of.id}}});
  const auto brief = [&](const auth::Actor& reader) {
    return seen([&](db::Session& session) { return find_brief_due_dates(session, reader, {secret.id, known.id}); });
  };
  const auto on_story = [&](const auth::Actor& reader) {
    return seen([&](db::Session& session) { return due_dates_of(session, reader, std::vector{of.id}); })[of.id];
  };
  EXPECT_EQ(brief(ben).size(), 2U);
  ASSERT_EQ(brief(cleo).size(), 1U);
  EXPECT_EQ(brief(cleo)[0].name, "Known");
  EXPECT_EQ(on_story(ben), (std::vector<DueDateId>{known.id, secret.id}));
  EXPECT_EQ(on_story(guest), std::vector<DueDateId>{known.id});
  const auto step = task(of);
  changed_by(ben, known, {.tasks = std::vector<TaskRef>{{step.id}}});
  const auto on_task = seen([&](db::Session& session) { return due_dates_of(session, guest, std::vector{step.id}); });
  EXPECT_EQ(on_task, (std::map<TaskId, std::vector<DueDateId>>{{step.id, {known.id}}}));
}

// Whatever one after the other is said to be due: the last word counts.
TEST_P(DueDates, AlwaysHoldTheLastSet) {
  std::vector<story::Story> stories;
  for (int i = 0; i < 5; ++i) stories.push_back(story("A story"));
  const auto one = made({});
  rc::check("the last set", [&] {
    const auto chosen = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 5));
    std::vector<StoryRef> refs;
    std::set<std::int64_t> wanted;
    for (const auto i : chosen) {
      refs.push_back({stories[static_cast<std::size_t>(i)].id});
      wanted.insert(refs.back().id.value);
    }
    changed_by(ben, one, {.stories = refs});
    std::set<std::int64_t> found;
    const auto now = as(ben, one).value();
    for (const auto& due : now.stories) found.insert(due.id.value);
    RC_ASSERT(found == wanted);
  });
}

}  // namespace
}  // namespace due_date
