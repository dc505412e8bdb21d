#pragma once

#include <optional>

#include "db/session.h"
#include "story/task.h"

namespace story {

// Throws Error(not_found), also where the task's story is none for this reader.
Task read_task(db::Session& session, const auth::Actor& reader, TaskId id);
// The same, through its story's address: throws Error(invalid) if the task is another story's.
Task read_task_of(db::Session& session, const auth::Actor& reader, StoryId story, TaskId id);

// Whoever sees a story may add, change and remove its tasks.
Task add_task(db::Transaction& tx, const auth::Actor& actor, const NewTask& task, Time now);
Task change_task(db::Transaction& tx, const auth::Actor& actor, TaskId id, const TaskChange& change, Time now);
void remove_task(db::Transaction& tx, const auth::Actor& actor, TaskId id, Time now);

}  // namespace story
