#include "story/tasks.h"

#include "story/world_test.h"

namespace story {
namespace {

class Tasks : public World {
 protected:
  std::string refused(const NewTask& wanted) {
    return refusal([&](db::Transaction& tx) { add_task(tx, ben, wanted, today); });
  }
  std::string refused(const Task& task, const TaskChange& to) {
    return refusal([&](db::Transaction& tx) { change_task(tx, ben, task.id, to, today); });
  }
  Task now(const Task& task) {
    return seen([&](db::Session& session) { return read_task(session, ben, task.id); });
  }
  MilestoneId milestone(BranchId of, const std::string& name) {
    return changed([&](db::Transaction& tx) {
             return project::add_milestone(tx, {.name = name, .branch_id = of}, long_ago);
           })
        .id;
  }
  void expire(BranchId branch) {
    write([&](db::Transaction& tx) { project::change_branch(tx, branch, {.expired = true}, today); });
  }
  // As World::events() tells it.
  std::string event(const char* type, const Task& of, const std::string& title, const std::string& more = "") {
    return std::string(type) + "|" + number(ben.id) + "|0|{\"story_id\": " + number(of.story_id) +
           ", \"task_id\": " + number(of.id) + ", \"task_title\": \"" + title + "\"" + more + "}";
  }
};
PLENARY_ON_BOTH_DATABASES(Tasks);

TEST_P(Tasks, ReadBackAsTheyWereAdded) {
  const auto one = task(story("Title"), {.title = "Do it", .link = "https://x", .assignee_id = cleo.id});
  EXPECT_EQ(json::to_text(now(one)),
            R"({"title":"Do it","status":"todo","creator_id":)" + number(ben.id) + R"(,"story_id":)" +
                number(one.story_id) + R"(,"link":"https://x","project_id":)" + number(engine) + R"(,"assignee_id":)" +
                number(cleo.id) + R"(,"priority":"medium","branch_id":)" + number(master(engine)) +
                R"(,"milestone_id":null,"id":)" + number(one.id) +
                R"(,"created_at":"2017-07-14T02:40:00+00:00","updated_at":null})");
  EXPECT_EQ(json::to_text(now(one)), json::to_text(one)) << "as adding it answered";
}

// In this order; the messages of section 5.
TEST_P(Tasks, AreNotAddedAgainstTheRules) {
  const auto of = story("Title").id;
  const auto in_gear = branch(gear, "develop"), expired = branch(engine, "expired");
  expire(expired);
  EXPECT_EQ(refused({.title = "Task", .creator_id = cleo.id}), "invalid: You can't select author of task.");
  EXPECT_EQ(refused({.title = "Task", .story_id = of}), "invalid: You must select a project for task.");
  EXPECT_EQ(refused({.title = "Task", .story_id = of, .project_id = ProjectId{99}}),
            "not found: Master branch of project 99 not found.");
  EXPECT_EQ(refused({.title = "Task", .story_id = of, .project_id = engine, .branch_id = BranchId{99}}),
            "not found: Branch 99 not found.");
  EXPECT_EQ(refused({.title = "Task", .story_id = of, .project_id = engine, .branch_id = in_gear}),
            "invalid: Branch " + number(in_gear) + " doesn't associate with project " + number(engine) + ".");
  EXPECT_TRUE(
      refused({.title = "Task", .story_id = of, .project_id = engine, .branch_id = expired}).starts_with("invalid: "));
  EXPECT_EQ(refused({.title = "Task", .project_id = engine}), "not found: Story Unset not found.");
  EXPECT_EQ(refused({.title = "Task", .story_id = StoryId{99}, .project_id = engine}),
            "not found: Story 99 not found.");
  EXPECT_EQ(refused({.title = "Task", .story_id = of, .project_id = engine, .milestone_id = MilestoneId{1}}),
            "invalid: Milestones can only be associated with merged tasks");
  EXPECT_EQ(refused({.title = "Task", .story_id = of, .project_id = engine, .assignee_id = UserId{99}}),
            "invalid: Foreign key error. Error in object 'Task'. Field 'assignee_id' value '99' is invalid.");
  EXPECT_EQ(count("tasks"), "0");
}

TEST_P(Tasks, OfARestrictedStoryAreOnRestrictedBranches) {
  const auto feature = story({.title = "Feature", .story_type_id = {2}});
  const auto free = branch(engine, "develop");
  NewTask wanted{.title = "Task", .story_id = feature.id, .project_id = engine, .branch_id = free};
  EXPECT_TRUE(refused(wanted).starts_with("invalid: Branch " + number(free) + " is not restricted"));
  wanted.branch_id = master(engine);
  EXPECT_EQ(refused(wanted), "none");
}

TEST_P(Tasks, HaveAMilestoneOnceTheyAreMerged) {
  const auto good = milestone(master(engine), "1.0"), other = milestone(branch(engine, "develop"), "1.1");
  const auto old = milestone(master(engine), "0.9");
  write([&](db::Transaction& tx) { project::change_milestone(tx, old, {.expired = true}, today); });
  NewTask wanted{.title = "Task", .status = TaskStatus::merged, .story_id = story("Title").id, .project_id = engine};
  const auto with = [&](MilestoneId id) {
    wanted.milestone_id = id;
    return refused(wanted);
  };
  EXPECT_EQ(with(MilestoneId{99}), "not found: Milestone 99 not found.");
  EXPECT_TRUE(with(old).starts_with("invalid: ")) << with(old);
  EXPECT_TRUE(with(other).starts_with("invalid: ")) << with(other);
  EXPECT_EQ(with(good), "none");
}

TEST_P(Tasks, LoseTheirMilestoneWhenTheyAreNoLongerMerged) {
  const auto one = task(story("Title"), {.status = TaskStatus::merged, .milestone_id = milestone(master(engine), "1")});
  EXPECT_TRUE(change(one, {.title = "Still merged"}).milestone_id);
  EXPECT_FALSE(change(one, {.status = TaskStatus::review}).milestone_id);
  const auto again = change(one, {.status = TaskStatus::merged, .milestone_id = one.milestone_id});
  EXPECT_EQ(again.milestone_id, one.milestone_id);
  EXPECT_FALSE(change(one, from_json<TaskChange>(R"({"milestone_id":null})")).milestone_id);
  EXPECT_EQ(now(one).milestone_id, std::nullopt);
}

TEST_P(Tasks, AreChangedByWhoeverSeesTheirStory) {
  const auto one = task(story("Title"), {.assignee_id = ben.id});
  const auto after = changed([&](db::Transaction& tx) {
    return change_task(tx, cleo, one.id, {.title = "After", .priority = Priority::high}, today);
  });
  EXPECT_EQ(json::to_text(now(one)), json::to_text(after));
  EXPECT_EQ(after.title, "After");
  EXPECT_EQ(after.priority, Priority::high);
  EXPECT_EQ(after.assignee_id, ben.id);
  EXPECT_EQ(after.updated_at, today);
  EXPECT_EQ(change(one, from_json<TaskChange>(R"({"assignee_id":null,"link":null})")).assignee_id, std::nullopt);
  EXPECT_EQ(refused(one, {.creator_id = cleo.id}), "invalid: You can't change author of task.");
  EXPECT_EQ(refused(no_task(), {}), "not found: Task 99 not found.");
}

TEST_P(Tasks, MaySendThemselvesBackWhole) {
  const auto old = branch(engine, "old");
  const auto one = task(story("Title"), {.branch_id = old});
  expire(old);
  EXPECT_EQ(refused(one, from_json<TaskChange>(json::to_text(one))), "none") << "on a branch that expired since";
}

TEST_P(Tasks, MoveToTheMasterOfAnotherProject) {
  const auto one = task(story("Title"), {.branch_id = branch(engine, "develop")});
  const auto moved = change(one, {.project_id = gear});
  EXPECT_EQ(moved.branch_id, master(gear));
  EXPECT_EQ(refused(one, {.project_id = ProjectId{99}}), "not found: Master branch of project 99 not found.");
  EXPECT_EQ(refused(one, {.branch_id = one.branch_id}), "invalid: Branch " + number(one.branch_id.value()) +
                                                            " doesn't associate with project " + number(gear) + ".");
}

TEST_P(Tasks, MoveBetweenStories) {
  const auto from = story("From here"), to = story("To there");
  const auto one = task(from, {.title = "Task"});
  EXPECT_EQ(change(one, {.story_id = to.id}).story_id, to.id);
  EXPECT_EQ(again(from).status, Status::invalid);
  EXPECT_EQ(again(to).status, Status::active);
  EXPECT_EQ(again(from).updated_at, today);
  EXPECT_EQ(again(to).updated_at, today);
  EXPECT_EQ(refused(one, {.story_id = StoryId{99}}), "not found: Story 99 not found.");
}

// Section 7: the title told is the old one; one event for each of status, priority and assignee, else one for all.
TEST_P(Tasks, TellOfEveryChange) {
  const auto of = story("Title");
  const auto one = task(of, {.title = "Before"});
  change(one, {.title = "After", .status = TaskStatus::review});
  change(one, {.status = TaskStatus::merged, .assignee_id = std::optional(cleo.id), .priority = Priority::high});
  change(one, from_json<TaskChange>(R"({"assignee_id":null})"));
  change(one, {});
  change(one, {.title = "Last"});
  write([&](db::Transaction& tx) { remove_task(tx, ben, one.id, today); });
  const auto cleo_id = number(cleo.id);
  EXPECT_EQ(
      events(of, 1),
      (Texts{
          event("task_created", one, "Before"),
          event("task_status_changed", one, "Before", R"(, "old_status": "todo", "new_status": "review")"),
          event("task_status_changed", one, "After", R"(, "old_status": "review", "new_status": "merged")"),
          event("task_priority_changed", one, "After", R"(, "old_priority": "medium", "new_priority": "high")"),
          event("task_assignee_changed", one, "After", R"(, "old_assignee_id": null, "new_assignee_id": )" + cleo_id),
          event("task_assignee_changed", one, "After",
                R"(, "old_assignee_id": )" + cleo_id + R"(, "new_assignee_id": null)"),
          event("task_details_changed", one, "After"), event("task_details_changed", one, "After"),
          event("task_deleted", one, "Last")}));
}

TEST_P(Tasks, TouchTheirStoryAndTheirProject) {
  const auto of = story("Title");
  const auto one = task(of);
  EXPECT_EQ(again(of).updated_at, long_ago);
  write([&](db::Transaction& tx) { remove_task(tx, cleo, one.id, today); });
  EXPECT_EQ(again(of).updated_at, today);
  EXPECT_EQ(rows("select name from projects where updated_at = " + std::to_string(today.micros)), Texts{"engine"});
  EXPECT_EQ(refusal([&](db::Transaction& tx) { remove_task(tx, ben, one.id, today); }),
            "not found: Task " + number(one.id) + " not found.");
}

TEST_P(Tasks, AreReadThroughTheirStory) {
  const auto of = story("Title"), other = story("Other");
  const auto one = task(of);
  const auto read_of = [&](StoryId story) {
    return refusal([&](db::Session& session) { read_task_of(session, ben, story, one.id); });
  };
  EXPECT_EQ(read_of(of.id), "none");
  EXPECT_EQ(read_of(other.id), "invalid: URL story_id and task.story_id do not match");
}

TEST_P(Tasks, AreListed) {
  const auto of = story("Title"), other = story("Other");
  task(of, {.title = "One", .link = "https://x"});
  task(of, {.title = "Two", .status = TaskStatus::merged, .project_id = gear, .priority = Priority::low});
  task(other, {.title = "Three", .assignee_id = cleo.id, .branch_id = branch(engine, "develop")});
  const auto titles = [&](const std::string& query) {
    const auto page = listed(list_tasks, ben, query);
    EXPECT_EQ(page.total, std::ssize(page.rows)) << query;
    return titles_of(page.rows);
  };
  EXPECT_EQ(titles(""), (Texts{"One", "Two", "Three"}));
  EXPECT_EQ(titles("title=T"), (Texts{"Two", "Three"}));
  EXPECT_EQ(titles("story_id=" + number(of.id)), (Texts{"One", "Two"}));
  EXPECT_EQ(titles("assignee_id=" + number(cleo.id)), Texts{"Three"});
  EXPECT_EQ(titles("project_id=" + number(engine)), (Texts{"One", "Three"}));
  EXPECT_EQ(titles("branch_id=" + number(master(engine))), Texts{"One"});
  EXPECT_EQ(titles("milestone_id=9"), Texts{});
  EXPECT_EQ(titles("project_group_id=9"), Texts{});
  EXPECT_EQ(titles("status=todo&status=review"), (Texts{"One", "Three"}));
  EXPECT_EQ(titles("status=todo&project_id=" + number(gear)), Texts{});
  EXPECT_EQ(titles("priority=low&priority=high"), Texts{"Two"});
  EXPECT_EQ(titles("link=https"), Texts{"One"});
  EXPECT_EQ(titles("sort_field=title&sort_dir=desc"), (Texts{"Two", "Three", "One"}));
  for (const auto* column : {"id", "created_at", "updated_at", "title", "status", "story_id", "project_id",
                             "assignee_id", "creator_id", "priority", "branch_id", "milestone_id", "link"}) {
    EXPECT_EQ(titles("sort_dir=desc&sort_field=" + std::string(column)).size(), 3U) << column;
  }
}

}  // namespace
}  // namespace story
