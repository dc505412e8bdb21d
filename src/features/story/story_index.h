#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "auth/actor.h"
#include "db/session.h"
#include "project/project.h"
#include "story/story.h"
#include "story/task_status.h"

// What follows from a story's tasks and tags, kept so that no list has to compute it: its status and task counts, its
// projects, the names of its tags, and the exact totals of what everybody may see.
namespace story {

// Makes a change to a story's tasks, tags or privacy, and brings all that follows from them up to date.
template <class Change>
auto reindexing(db::Transaction& tx, StoryId id, Change change);

// Counts a story that was just inserted: it has no tasks and no tags yet.
void index_new_story(db::Transaction& tx, bool is_private);

// Everything anew for all stories, after rows came in by an import.
void rebuild_index(db::Transaction& tx);

// Exact totals of what everybody may see: of one project, or of all (ProjectId{0}); of some statuses, or of all.
std::int64_t count_public_stories(db::Session& session, ProjectId project, std::span<const std::string> statuses);
std::int64_t count_public_tasks(db::Session& session, ProjectId project, std::span<const std::string> statuses);

std::span<const db::Query> index_queries();

namespace detail {
using TaskCounts = std::map<TaskStatus, std::int64_t>;
Status status_from(const TaskCounts& counts);
void add_to_tally(db::Transaction& tx, ProjectId project, Status status, std::int64_t stories);
void add_to_tally(db::Transaction& tx, ProjectId project, TaskStatus status, std::int64_t tasks);

void leave_index(db::Transaction& tx, StoryId id);
void enter_index(db::Transaction& tx, StoryId id);
}  // namespace detail

template <class Change>
auto reindexing(db::Transaction& tx, StoryId id, Change change) {
  detail::leave_index(tx, id);
  if constexpr (std::is_void_v<decltype(change())>) {
    change();
    detail::enter_index(tx, id);
  } else {
    auto result = change();
    detail::enter_index(tx, id);
    return result;
  }
}

}  // namespace story
