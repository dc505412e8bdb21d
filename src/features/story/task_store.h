#pragma once

#include <optional>
#include <span>
#include <vector>

#include "db/session.h"
#include "listing/list.h"
#include "story/story_query.h"
#include "story/task.h"

namespace story {

// Nothing if there is no such task, or none for this reader.
std::optional<Task> find_task(db::Session& session, const auth::Actor& reader, TaskId id);
listing::Page<Task> list_tasks(db::Session& session, const TaskFilter& filter, const auth::Actor& reader,
                               listing::Bound bound, const InWorklist& in_worklist = {});
// What the reader may see, and what the filter asks for but for its query text, in a listing of tasks named t.
void filter_tasks(listing::List& list, const TaskFilter& filter, const auth::Actor& reader);

// A person, project, branch or milestone that does not exist is Error(invalid).
TaskId insert_task(db::Transaction& tx, const Task& task);
void update_task(db::Transaction& tx, const Task& task);
void delete_task(db::Transaction& tx, TaskId id);

std::vector<TaskId> tasks_of(db::Session& session, StoryId story);
// Whether every task of the story targets a restricted branch.
bool all_branches_restricted(db::Session& session, StoryId story);
// The projects that a story has tasks in.
std::vector<ProjectId> projects_of(db::Session& session, StoryId story);
void touch_projects_of(db::Transaction& tx, StoryId story, Time now);

std::span<const db::Query> task_queries();

}  // namespace story
