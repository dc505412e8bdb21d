#pragma once

#include <string_view>

#include "db/query.h"
#include "story/task.h"

namespace story {

// A task as a row of these columns.
inline constexpr std::string_view task_columns =
    "t.title, t.status, t.creator_id, t.story_id, t.link, t.project_id, t.assignee_id, t.priority, t.branch_id, "
    "t.milestone_id, t.id, t.created_at, t.updated_at";

inline Task task_from(const db::Row& row) {
  Task task;
  task.title = row.get<std::optional<std::string>>(0);
  task.status = json::from_name<TaskStatus>(row.text(1)).value();
  task.creator_id = row.get<std::optional<UserId>>(2);
  task.story_id = row.get<StoryId>(3);
  task.link = row.get<std::optional<std::string>>(4);
  task.project_id = row.get<std::optional<ProjectId>>(5);
  task.assignee_id = row.get<std::optional<UserId>>(6);
  task.priority = json::from_name<Priority>(row.text(7));
  task.branch_id = row.get<std::optional<BranchId>>(8);
  task.milestone_id = row.get<std::optional<MilestoneId>>(9);
  task.id = row.get<TaskId>(10);
  task.created_at = row.get<std::optional<Time>>(11);
  task.updated_at = row.get<std::optional<Time>>(12);
  return task;
}

}  // namespace story
