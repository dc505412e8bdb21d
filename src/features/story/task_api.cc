#include <algorithm>

#include "base/text.h"
#include "story/api.h"
#include "story/story_search.h"
#include "story/task_store.h"
#include "story/tasks.h"
#include "story/visibility.h"

namespace story {
namespace {

using api::Access;
using api::Read;
using api::Write;

StoryId story_in(const api::Call& call) { return call.address.id<StoryId>("story"); }
TaskId task_in(const api::Call& call) { return call.address.id<TaskId>("task"); }

auto get_tasks(const Options& options) {
  return [in_worklist = options.in_worklist](const Read& call, const TaskFilter& filter) {
    return list_tasks(call.db, filter, call.actor, call.bound, in_worklist);
  };
}

std::vector<Task> find_tasks(const Read& call, const TaskSearch& search) {
  return search_tasks(call.db, search, call.actor, call.bound);
}

Task get_task(const Read& call) { return read_task(call.db, call.actor, task_in(call)); }

Task post_task(const Write& call, const NewTask& task) { return add_task(call.tx, call.actor, task, call.now); }

Task put_task(const Write& call, const TaskChange& change) {
  return change_task(call.tx, call.actor, task_in(call), change, call.now);
}

void delete_task_route(const Write& call) { remove_task(call.tx, call.actor, task_in(call), call.now); }

// The same under a story's address.

auto get_tasks_of(const Options& options) {
  return [in_worklist = options.in_worklist](const Read& call, const TaskFilter& filter) {
    require_visible(call.db, call.actor, story_in(call));
    auto of_story = filter;
    of_story.story_id = story_in(call);
    auto page = list_tasks(call.db, of_story, call.actor, call.bound, in_worklist);
    page.always_limit = true;
    return page;
  };
}

Task get_task_of(const Read& call) { return read_task_of(call.db, call.actor, story_in(call), task_in(call)); }

Task post_task_of(const Write& call, const NewTask& task) {
  auto of_story = task;
  if (task.story_id && *task.story_id != story_in(call)) {
    throw invalid("URL story_id and task.story_id do not match");
  }
  of_story.story_id = story_in(call);
  return add_task(call.tx, call.actor, of_story, call.now);
}

Task put_task_of(const Write& call, const TaskChange& change) {
  read_task_of(call.tx, call.actor, story_in(call), task_in(call));
  if (change.story_id && *change.story_id != story_in(call)) {
    throw invalid("the story_id of a task cannot be changed through this API");
  }
  return put_task(call, change);
}

void delete_task_of(const Write& call) {
  read_task_of(call.tx, call.actor, story_in(call), task_in(call));
  delete_task_route(call);
}

std::string_view shown_name(TaskStatus status) {
  switch (status) {
    case TaskStatus::todo: return "Todo";
    case TaskStatus::merged: return "Merged";
    case TaskStatus::invalid: return "Invalid";
    case TaskStatus::review: return "Review";
    case TaskStatus::inprogress: return "Progress";
  }
  return {};
}

listing::Page<StatusName> get_statuses(const Read&, const StatusNameFilter& filter) {
  listing::Page<StatusName> page;
  const auto wanted = to_lower_ascii(filter.name.value_or(""));
  for (const auto status : all_task_statuses) {
    const auto name = shown_name(status);
    if (to_lower_ascii(name).find(wanted) != std::string::npos) page.rows.push_back({status, name});
  }
  page.total = std::ssize(page.rows);
  const auto limit = std::max<std::int64_t>(filter.limit.value_or(page.total), 0);
  if (filter.limit && limit > 0) page.limit = limit;
  page.rows.resize(static_cast<std::size_t>(std::min(limit, page.total)));
  return page;
}

}  // namespace

namespace detail {

std::vector<api::Route> task_routes(const Options& options) {
  return {
      api::get("/tasks", "list_tasks", "Tasks of stories that you may see.", get_tasks(options)),
      api::get("/tasks/search", "search_tasks", "Tasks by the words of their titles, best first.", find_tasks),
      api::get("/tasks/{task}", "read_task", "One task.", get_task),
      api::post("/tasks", "create_task", "Add a task to a story.", Access::authenticated, post_task),
      api::put("/tasks/{task}", "change_task", "Change a task.", Access::authenticated, put_task),
      api::del("/tasks/{task}", "delete_task", "Remove a task.", Access::authenticated, delete_task_route),

      api::get("/stories/{story}/tasks", "list_tasks_of_story", "The tasks of a story.", get_tasks_of(options)),
      api::get("/stories/{story}/tasks/{task}", "read_task_of_story", "One task of a story.", get_task_of),
      api::post("/stories/{story}/tasks", "create_task_of_story", "Add a task to this story.", Access::authenticated,
                post_task_of),
      api::put("/stories/{story}/tasks/{task}", "change_task_of_story", "Change a task of a story.",
               Access::authenticated, put_task_of),
      api::del("/stories/{story}/tasks/{task}", "delete_task_of_story", "Remove a task of a story.",
               Access::authenticated, delete_task_of),

      api::get("/task_statuses", "list_task_statuses", "What a task's status can be.", get_statuses),
  };
}

}  // namespace detail
}  // namespace story
