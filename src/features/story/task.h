#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "project/branch.h"
#include "project/milestone.h"
#include "project/project.h"
#include "story/story.h"

using TaskId = Id<struct TaskTag>;

namespace story {

struct Task {
  static constexpr std::string_view type_name = "Task";

  std::optional<std::string> title;
  TaskStatus status = TaskStatus::todo;
  std::optional<UserId> creator_id;
  StoryId story_id;
  std::optional<std::string> link;
  std::optional<ProjectId> project_id;
  std::optional<UserId> assignee_id;
  std::optional<Priority> priority;
  std::optional<BranchId> branch_id;
  std::optional<MilestoneId> milestone_id;
  TaskId id;
  std::optional<Time> created_at;
  std::optional<Time> updated_at;

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("title", &Task::title, "What is to be done."),
        field("status", &Task::status, "How far it is."),
        field("creator_id", &Task::creator_id, "Who added it."),
        field("story_id", &Task::story_id, "The goal that it is a step to."),
        field("link", &Task::link, "Where the work can be seen."),
        field("project_id", &Task::project_id, "The project that it is done in."),
        field("assignee_id", &Task::assignee_id, "Who does it."),
        field("priority", &Task::priority, "low, medium or high."),
        field("branch_id", &Task::branch_id, "The branch that it targets."),
        field("milestone_id", &Task::milestone_id, "The milestone that has it, once merged."),
        field("id", &Task::id, "Never reused."),
        field("created_at", &Task::created_at, "When it was added."),
        field("updated_at", &Task::updated_at, "When it was last changed; null if never."),
    };
  }
};

struct NewTask {
  static constexpr std::string_view type_name = "NewTask";
  static constexpr std::string_view argument = "task";
  static constexpr auto ignored = std::to_array<std::string_view>({"id", "created_at", "updated_at"});

  std::string title;
  TaskStatus status = TaskStatus::todo;
  std::optional<UserId> creator_id = {};
  std::optional<StoryId> story_id = {};
  std::optional<std::string> link = {};
  std::optional<ProjectId> project_id = {};
  std::optional<UserId> assignee_id = {};
  Priority priority = Priority::medium;
  std::optional<BranchId> branch_id = {};
  std::optional<MilestoneId> milestone_id = {};

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("title", &NewTask::title, "What is to be done.", {.min = 3, .max = 255, .required = true}),
        field("status", &NewTask::status, "todo if absent."),
        field("creator_id", &NewTask::creator_id, "Nobody but yourself."),
        field("story_id", &NewTask::story_id, "The goal that it is a step to."),
        field("link", &NewTask::link, "Where the work can be seen."),
        field("project_id", &NewTask::project_id, "The project that it is done in."),
        field("assignee_id", &NewTask::assignee_id, "Who does it."),
        field("priority", &NewTask::priority, "medium if absent."),
        field("branch_id", &NewTask::branch_id, "The project's master if absent."),
        field("milestone_id", &NewTask::milestone_id, "Only for a merged task."),
    };
  }
};

struct TaskChange {
  static constexpr std::string_view type_name = "TaskChange";
  static constexpr std::string_view argument = "task";
  static constexpr auto ignored = std::to_array<std::string_view>({"id", "created_at", "updated_at"});

  std::optional<std::string> title = {};
  std::optional<TaskStatus> status = {};
  std::optional<UserId> creator_id = {};
  std::optional<StoryId> story_id = {};
  json::Change<std::string> link = {};
  std::optional<ProjectId> project_id = {};
  json::Change<UserId> assignee_id = {};
  std::optional<Priority> priority = {};
  std::optional<BranchId> branch_id = {};
  json::Change<MilestoneId> milestone_id = {};

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("title", &TaskChange::title, "What is to be done.", {.min = 3, .max = 255, .not_null = true}),
        field("status", &TaskChange::status, "Away from merged, the milestone is cleared."),
        field("creator_id", &TaskChange::creator_id, "Cannot change."),
        field("story_id", &TaskChange::story_id, "Moves the task to another story."),
        field("link", &TaskChange::link, "Where the work can be seen."),
        field("project_id", &TaskChange::project_id, "Moves the task to the master of another project."),
        field("assignee_id", &TaskChange::assignee_id, "Who does it; null for nobody."),
        field("priority", &TaskChange::priority, "low, medium or high."),
        field("branch_id", &TaskChange::branch_id, "The branch that it targets."),
        field("milestone_id", &TaskChange::milestone_id, "Only for a merged task; null for none."),
    };
  }
};

struct TaskFilter : listing::Marked {
  std::optional<std::string> title = {};
  std::optional<StoryId> story_id = {};
  std::optional<UserId> assignee_id = {};
  std::optional<ProjectId> project_id = {};
  std::optional<ProjectGroupId> project_group_id = {};
  std::optional<BranchId> branch_id = {};
  std::optional<MilestoneId> milestone_id = {};
  std::vector<std::string> status = {};
  std::vector<std::string> priority = {};
  std::optional<std::string> link = {};
  std::optional<std::string> query = {};

  static constexpr auto fields() {
    using json::field;
    using F = TaskFilter;
    return std::tuple_cat(
        std::tuple{
            field("title", &F::title, "Part of the title; % and _ are wildcards."),
            field("story_id", &F::story_id, "Of this story."),
            field("assignee_id", &F::assignee_id, "Of this person."),
            field("project_id", &F::project_id, "In this project."),
            field("project_group_id", &F::project_group_id, "In a project of this group."),
            field("branch_id", &F::branch_id, "Targeting this branch."),
            field("milestone_id", &F::milestone_id, "In this milestone."),
            field("status", &F::status, "One of these; may be repeated."),
            field("priority", &F::priority, "One of these; may be repeated."),
            field("link", &F::link, "Part of the link; % and _ are wildcards."),
            field("query", &F::query, "Query text, such as: status:review project:nova -assignee:none"),
        },
        Marked::fields());
  }
};

// A status as people read it.
struct StatusName {
  static constexpr std::string_view type_name = "StatusName";

  TaskStatus key;
  std::string_view name;

  static constexpr auto fields() {
    return std::tuple{json::field("key", &StatusName::key, "As the API names it."),
                      json::field("name", &StatusName::name, "As people read it.")};
  }
};

struct StatusNameFilter {
  std::optional<std::int64_t> limit = {};
  std::optional<std::string> name = {};

  static constexpr auto fields() {
    return std::tuple{json::field("limit", &StatusNameFilter::limit, "The most rows to answer."),
                      json::field("name", &StatusNameFilter::name, "Part of the name.")};
  }
};

}  // namespace story
