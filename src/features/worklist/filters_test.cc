#include "worklist/filters.h"

#include "people/users.h"
#include "project/group_store.h"
#include "project/groups.h"
#include "story/story_query.h"
#include "worklist/world_test.h"

namespace worklist {
namespace {

using F = CriterionField;

NewCriterion is(F field, const std::string& value) { return {.title = value, .value = value, .field = field}; }
NewCriterion is_not(F field, const std::string& value) {
  return {.title = value, .value = value, .field = field, .negative = true};
}

class Filters : public World {
 protected:
  void SetUp() override {
    World::SetUp();
    if (IsSkipped()) return;
    one = tag(story("one"), {"red"});
    two = tag(story("two"), {"red", "blue"});
    three = story("three");  // without tasks
    task(one, {.title = "build one", .project_id = engine, .assignee_id = ben.id});
    task(one, {.title = "turn one", .project_id = gear, .assignee_id = cleo.id});
    task(two, {.title = "turn two", .status = story::TaskStatus::merged, .project_id = gear});
    found = list({.title = "Found", .automatic = true});
  }
  WorklistFilter filter(FilterType type, const std::vector<NewCriterion>& criteria) {
    return changed([&](db::Transaction& tx) {
      return add_filter(tx, ben, found.id, {.type = type, .filter_criteria = criteria}, today);
    });
  }
  // What one filter alone finds.
  Texts finds(FilterType type, const std::vector<NewCriterion>& criteria, const auth::Actor* by = nullptr) {
    const auto made = filter(type, criteria);
    const auto shown = cards(found, by);
    write([&](db::Transaction& tx) { remove_filter(tx, ben, found.id, made.id, today); });
    return shown;
  }
  Texts stories(const std::vector<NewCriterion>& criteria) { return finds(FilterType::story, criteria); }
  Texts tasks(const std::vector<NewCriterion>& criteria) { return finds(FilterType::task, criteria); }

  story::Story one, two, three;
  Worklist found;
};
PLENARY_ON_BOTH_DATABASES(Filters);

TEST_P(Filters, FindNothingWhereThereAreNone) { EXPECT_EQ(cards(found), Texts{}); }

TEST_P(Filters, FindStories) {
  EXPECT_EQ(stories({is(F::project, number(gear))}), (Texts{"one", "two"}));
  EXPECT_EQ(stories({is(F::user, number(ben.id))}), Texts{"one"});
  EXPECT_EQ(stories({is(F::story_status, "merged")}), Texts{"two"});
  EXPECT_EQ(stories({is(F::task_status, "merged")}), Texts{"two"}) << "the story's status";
  EXPECT_EQ(stories({is(F::task_status, "todo")}), Texts{}) << "which no story has";
  EXPECT_EQ(stories({is(F::tags, "blue")}), Texts{"two"});
  EXPECT_EQ(stories({is(F::text, "one")}), Texts{"one"});
  EXPECT_EQ(stories({is(F::text, "on")}), Texts{}) << "the whole title";
  EXPECT_EQ(stories({is(F::story, number(one.id))}).size(), 3U) << "without meaning for stories";
}

TEST_P(Filters, FindTasks) {
  EXPECT_EQ(tasks({is(F::project, number(gear))}), (Texts{"turn one", "turn two"}));
  EXPECT_EQ(tasks({is(F::story, number(one.id))}), (Texts{"build one", "turn one"}));
  EXPECT_EQ(tasks({is(F::story_status, "merged")}), Texts{"turn two"}) << "the task's status";
  EXPECT_EQ(tasks({is(F::task_status, "todo")}), (Texts{"build one", "turn one"}));
  EXPECT_EQ(tasks({is(F::tags, "blue")}), Texts{"turn two"});
  EXPECT_EQ(tasks({is(F::text, "turn two")}), Texts{"turn two"});
  EXPECT_EQ(tasks({is(F::user, number(cleo.id))}), Texts{"turn one"});
}

TEST_P(Filters, FindByGroup) {
  const auto core = changed([&](db::Transaction& tx) {
    const auto made = project::insert_group(tx, {.name = "core", .title = "Core"}, today);
    project::add_to_group(tx, made.id, engine);
    return made.id;
  });
  EXPECT_EQ(stories({is(F::project_group, number(core))}), Texts{"one"});
  EXPECT_EQ(tasks({is(F::project_group, number(core))}), Texts{"build one"});
  EXPECT_EQ(tasks({is_not(F::project_group, number(core))}), Texts{}) << "a project of no group matches nothing";
}

TEST_P(Filters, NeedAllOfTheirCriteria) {
  EXPECT_EQ(stories({is(F::project, number(gear)), is(F::tags, "blue")}), Texts{"two"});
  EXPECT_EQ(stories({is(F::tags, "red"), is(F::tags, "blue")}), Texts{"two"});
  EXPECT_EQ(stories({is(F::project, number(gear)), is(F::user, number(ben.id))}), Texts{}) << "of the same task";
  EXPECT_EQ(stories({is(F::project, number(engine)), is(F::user, number(ben.id))}), Texts{"one"});
}

// != on the joined row: what is not there matches nothing. For tags: has not.
TEST_P(Filters, Exclude) {
  EXPECT_EQ(stories({is_not(F::project, number(engine))}), (Texts{"one", "two"}));
  EXPECT_EQ(stories({is_not(F::user, number(ben.id))}), Texts{"one"}) << "two's task is nobody's";
  EXPECT_EQ(stories({is_not(F::tags, "blue")}), (Texts{"one", "three"}));
  EXPECT_EQ(stories({is_not(F::story_status, "active")}), (Texts{"two", "three"}));
  EXPECT_EQ(tasks({is_not(F::task_status, "todo")}), Texts{"turn two"});
  EXPECT_EQ(tasks({is_not(F::story, number(one.id))}), Texts{"turn two"});
}

TEST_P(Filters, AddToEachOtherStoriesFirst) {
  filter(FilterType::task, {is(F::project, number(engine))});
  filter(FilterType::story, {is(F::tags, "blue")});
  filter(FilterType::story, {is(F::tags, "red")});
  EXPECT_EQ(cards(found), (Texts{"one", "two", "build one"})) << "each once";
  const auto items = again(found).items.value.value();
  EXPECT_EQ(items.front().list_position, 0);
  EXPECT_FALSE(items.front().id.value || items.front().archived.value || items.front().created_at.value);
}

TEST_P(Filters, ShowEachReaderWhatHeMaySee) {
  change(one, {.is_private = true});
  EXPECT_EQ(finds(FilterType::story, {is(F::tags, "red")}), (Texts{"one", "two"}));
  EXPECT_EQ(finds(FilterType::story, {is(F::tags, "red")}, &cleo), Texts{"two"});
  EXPECT_EQ(finds(FilterType::task, {is(F::project, number(gear))}, &guest), Texts{"turn two"});
}

TEST_P(Filters, TakeNonsenseForNothing) {
  EXPECT_EQ(stories({is(F::project, "engine")}), Texts{});
  EXPECT_EQ(stories({is(F::story_status, "'")}), Texts{});
  EXPECT_EQ(stories({is(F::tags, "' or 1=1 --")}), Texts{});
}

TEST_P(Filters, ChangeTheirCriteria) {
  auto before = filter(FilterType::story, {is(F::tags, "red"), is(F::text, "one")});
  auto kept = is(F::tags, "blue");
  kept.id = before.filter_criteria[0].id;
  const auto after = changed([&](db::Transaction& tx) {
    return change_filter(tx, ben, found.id, before.id, {.filter_criteria = std::vector{kept, is(F::text, "two")}},
                         today);
  });
  ASSERT_EQ(after.filter_criteria.size(), 2U);
  EXPECT_EQ(after.filter_criteria[0].id, before.filter_criteria[0].id);
  EXPECT_EQ(after.filter_criteria[0].value, "blue");
  EXPECT_EQ(after.filter_criteria[1].value, "two");
  EXPECT_EQ(after.filter_criteria[1].filter_id, before.id);
  EXPECT_EQ(cards(found), Texts{"two"});
  EXPECT_EQ(count("filter_criteria"), "2") << "what was left out is gone";
}

TEST_P(Filters, AreToldOf) {
  const auto made = filter(FilterType::story, {is_not(F::tags, "red")});
  const auto about =
      "worklist_filters_changed|0|{\"worklist_id\": " + number(found.id) + ", \"author_id\": " + number(ben.id);
  const auto told_filter = "{\"id\": " + number(made.id) +
                           ", \"type\": \"Story\", \"criteria\": [{\"title\": \"red\", \"negative\": true, "
                           "\"value\": \"red\", \"field\": \"Tags\"}]}";
  EXPECT_EQ(told(found).back(), about + ", \"added\": " + told_filter + ", \"removed\": null, \"updated\": null}");
  write([&](db::Transaction& tx) {
    change_filter(tx, ben, found.id, made.id, {.filter_criteria = std::vector<NewCriterion>{}}, today);
  });
  EXPECT_EQ(told(found).back(), about + ", \"added\": null, \"removed\": null, \"updated\": {\"old\": " + told_filter +
                                    ", \"new\": {\"id\": " + number(made.id) +
                                    ", \"type\": \"Story\", \"criteria\": []}}}");
}

// The reference's hole: filters were reached through any list.
TEST_P(Filters, AreReachedThroughTheirOwnListAlone) {
  const auto made = filter(FilterType::story, {});
  const auto other = list({.title = "Other", .automatic = true});
  const auto none = "not found: Filter " + number(made.id) + " not found";
  EXPECT_EQ(refusal([&](db::Session& session) { read_filter(session, ben, other.id, made.id); }), none);
  EXPECT_EQ(refusal([&](db::Transaction& tx) { change_filter(tx, ben, other.id, made.id, {}, today); }), none);
  EXPECT_EQ(refusal([&](db::Transaction& tx) { remove_filter(tx, ben, other.id, made.id, today); }), none);
  EXPECT_EQ(refusal([&](db::Transaction& tx) { remove_filter(tx, cleo, found.id, made.id, today); }),
            "not found: Worklist " + number(found.id) + " not found");
}

TEST_P(Filters, AreKeptFromTheStartByAnAutomaticListAlone) {
  const std::vector<NewFilter> filters = {{.type = FilterType::story, .filter_criteria = {is(F::tags, "blue")}}};
  EXPECT_EQ(cards(list({.title = "Blue", .automatic = true, .filters = filters})), Texts{"two"});
  EXPECT_TRUE(again(list({.title = "Plain", .filters = filters})).filters.value->empty());
}

}  // namespace
}  // namespace worklist
