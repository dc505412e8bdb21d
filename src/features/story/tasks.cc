#include "story/tasks.h"

#include "base/error.h"
#include "events/outbox.h"
#include "following/following.h"
#include "json/write.h"
#include "project/branch_store.h"
#include "project/group_store.h"
#include "project/milestone_store.h"
#include "project/project_store.h"
#include "story/event_info.h"
#include "story/story_index.h"
#include "story/story_store.h"
#include "story/task_store.h"
#include "story/visibility.h"

namespace story {
namespace {

using events::Type;

std::string number(std::int64_t value) { return std::to_string(value); }

project::Branch branch_or_not_found(db::Session& session, BranchId id) {
  auto branch = project::find_branch(session, id);
  if (!branch) throw not_found("Branch " + number(id.value) + " not found.");
  return *std::move(branch);
}

BranchId master_of(db::Session& session, ProjectId id) {
  const auto master = project::find_master_branch(session, id);
  if (!master) throw not_found("Master branch of project " + number(id.value) + " not found.");
  return master->id;
}

void check_branch(db::Session& session, BranchId id, ProjectId project) {
  const auto branch = branch_or_not_found(session, id);
  if (branch.project_id != project) {
    throw invalid("Branch " + number(id.value) + " doesn't associate with project " + number(project.value) + ".");
  }
  if (branch.expired) throw invalid("Can't use expired branch " + number(id.value) + ".");
}

void check_story(db::Session& session, const auth::Actor& actor, const Task& task) {
  const auto story = find_story(session, actor, task.story_id);
  if (!story) throw story_not_found(task.story_id);
  const auto type = find_story_type(session, story->story_type_id.value_or(StoryTypeId{}));
  if (!type || !type->restricted || !task.branch_id) return;
  if (!branch_or_not_found(session, *task.branch_id).restricted) {
    throw invalid("Branch " + number(task.branch_id->value) + " is not restricted, as this type of story demands.");
  }
}

void check_milestone(db::Session& session, const Task& task) {
  if (!task.milestone_id) return;
  if (task.status != TaskStatus::merged) throw invalid("Milestones can only be associated with merged tasks");
  const auto id = number(task.milestone_id->value);
  const auto milestone = project::find_milestone(session, *task.milestone_id);
  if (!milestone) throw not_found("Milestone " + id + " not found.");
  if (milestone->expired) throw invalid("Can't associate task to expired milestone " + id + ".");
  if (task.branch_id != milestone->branch_id) {
    throw invalid("Milestone " + id + " doesn't associate with branch " +
                  number(task.branch_id.value_or(BranchId{}).value) + ".");
  }
}

bool is_hidden(db::Session& session, const auth::Actor& actor, StoryId id) {
  return find_story(session, actor, id).value().is_private;
}

Task changed(db::Session& session, const Task& before, const TaskChange& change) {
  auto task = before;
  if (change.title) task.title = change.title;
  if (change.status) task.status = *change.status;
  if (change.story_id) task.story_id = *change.story_id;
  if (change.link) task.link = *change.link;
  if (change.assignee_id) task.assignee_id = *change.assignee_id;
  if (change.priority) task.priority = change.priority;
  const bool moves = change.project_id && change.project_id != before.project_id;
  if (moves) {
    task.project_id = change.project_id;
    task.branch_id = master_of(session, *change.project_id);
  }
  if (change.branch_id && (!moves || change.branch_id != before.branch_id)) task.branch_id = change.branch_id;
  if (change.milestone_id) task.milestone_id = *change.milestone_id;
  if (before.status == TaskStatus::merged && task.status != TaskStatus::merged) task.milestone_id.reset();
  return task;
}

// What a client sends back unchanged is not judged again.
void check_change(db::Session& session, const auth::Actor& actor, const Task& before, const Task& task) {
  if (task.branch_id != before.branch_id || task.project_id != before.project_id) {
    if (task.branch_id) check_branch(session, *task.branch_id, task.project_id.value_or(ProjectId{}));
  }
  if (task.story_id != before.story_id || task.branch_id != before.branch_id) check_story(session, actor, task);
  if (task.milestone_id != before.milestone_id || task.branch_id != before.branch_id) check_milestone(session, task);
}

// Who followed the project that a task leaves, or a group of it, hears of that as well.
void remember_project(db::Transaction& tx, const Task& task, ProjectId project) {
  following::remember_followers(tx, task.story_id.value, {following::Kind::project, project.value});
  for (const auto group : project::groups_of(tx, project)) {
    following::remember_followers(tx, task.story_id.value, {following::Kind::project_group, group.value});
  }
}

void remember_what_it_left(db::Transaction& tx, EventId event, const Task& before, const Task& task) {
  if (before.project_id && before.project_id != task.project_id) remember_project(tx, task, *before.project_id);
  if (before.story_id == task.story_id) return;
  const following::Target story{following::Kind::story, before.story_id.value};
  following::remember_followers(tx, task.story_id.value, story, event);
}

// One event for each of status, priority and assignee that changed; one for the rest if none of these did.
void publish_change(db::Transaction& tx, const auth::Actor& actor, const Task& before, const Task& task, Time now) {
  const bool hidden = is_hidden(tx, actor, task.story_id);
  auto told = before;
  told.story_id = task.story_id;
  bool any = false;
  const auto publish = [&](const events::NewEvent& event) {
    any = true;
    remember_what_it_left(tx, events::publish(tx, event, now).id, before, task);
  };
  const auto tell = [&](Type type, std::string_view what, const auto& was, const auto& is) {
    if (was == is) return;
    publish(task_changed(type, actor, told, hidden, what, json::to_text(was), json::to_text(is)));
  };
  tell(Type::task_status_changed, "status", before.status, task.status);
  tell(Type::task_priority_changed, "priority", before.priority, task.priority);
  tell(Type::task_assignee_changed, "assignee_id", before.assignee_id, task.assignee_id);
  if (!any) publish(task_event(Type::task_details_changed, actor, told, hidden));
}

void touch_around(db::Transaction& tx, const Task& task, Time now) {
  touch_story(tx, task.story_id, now);
  if (task.project_id) project::touch_project(tx, *task.project_id, now);
}

}  // namespace

Task read_task(db::Session& session, const auth::Actor& reader, TaskId id) {
  auto task = find_task(session, reader, id);
  if (!task) throw not_found("Task " + number(id.value) + " not found.");
  return *std::move(task);
}

Task read_task_of(db::Session& session, const auth::Actor& reader, StoryId story, TaskId id) {
  auto task = read_task(session, reader, id);
  if (task.story_id != story) throw invalid("URL story_id and task.story_id do not match");
  return task;
}

Task add_task(db::Transaction& tx, const auth::Actor& actor, const NewTask& wanted, Time now) {
  if (wanted.creator_id && *wanted.creator_id != actor.id) throw invalid("You can't select author of task.");
  const auto project = wanted.project_id.value_or(ProjectId{});
  if (!project) throw invalid("You must select a project for task.");
  Task task;
  task.title = wanted.title;
  task.status = wanted.status;
  task.creator_id = actor.id;
  task.link = wanted.link;
  task.project_id = project;
  task.assignee_id = wanted.assignee_id;
  task.priority = wanted.priority;
  task.branch_id = wanted.branch_id ? *wanted.branch_id : master_of(tx, project);
  task.milestone_id = wanted.milestone_id;
  task.created_at = now;
  check_branch(tx, *task.branch_id, project);
  if (!wanted.story_id) throw not_found("Story Unset not found.");
  task.story_id = *wanted.story_id;
  check_story(tx, actor, task);
  check_milestone(tx, task);
  task.id = reindexing(tx, task.story_id, [&] { return insert_task(tx, task); });
  touch_around(tx, task, now);
  events::publish(tx, task_event(Type::task_created, actor, task, is_hidden(tx, actor, task.story_id)), now);
  return task;
}

Task change_task(db::Transaction& tx, const auth::Actor& actor, TaskId id, const TaskChange& change, Time now) {
  const auto before = read_task(tx, actor, id);
  if (change.creator_id && change.creator_id != before.creator_id) throw invalid("You can't change author of task.");
  auto task = changed(tx, before, change);
  task.updated_at = now;
  check_change(tx, actor, before, task);
  if (task.story_id == before.story_id) {
    reindexing(tx, task.story_id, [&] { update_task(tx, task); });
  } else {
    reindexing(tx, before.story_id, [&] { reindexing(tx, task.story_id, [&] { update_task(tx, task); }); });
    touch_story(tx, before.story_id, now);
  }
  touch_around(tx, task, now);
  publish_change(tx, actor, before, task, now);
  return task;
}

void remove_task(db::Transaction& tx, const auth::Actor& actor, TaskId id, Time now) {
  const auto task = read_task(tx, actor, id);
  reindexing(tx, task.story_id, [&] { delete_task(tx, id); });
  touch_around(tx, task, now);
  const auto deleted = task_event(Type::task_deleted, actor, task, is_hidden(tx, actor, task.story_id));
  events::publish(tx, deleted, now);
  const following::Target target{following::Kind::task, id.value};
  following::remember_followers(tx, task.story_id.value, target);
  if (task.project_id) remember_project(tx, task, *task.project_id);
  following::forget(tx, target);
}

}  // namespace story
