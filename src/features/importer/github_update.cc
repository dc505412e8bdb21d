#include <algorithm>

#include "importer/github_issue.h"
#include "json/write.h"
#include "story/event_info.h"
#include "story/story_index.h"
#include "story/story_store.h"
#include "story/tag_store.h"
#include "story/task_store.h"

// An issue that an earlier run brought in: what has changed there since, without undoing what was changed here later.
namespace importer {
namespace {

using events::Type;
using story::TaskStatus;

Time last_change(const story::Task& task) { return task.updated_at.value_or(task.created_at.value_or(Time{})); }

bool is_open(TaskStatus status) { return status != TaskStatus::merged && status != TaskStatus::invalid; }

// Finds which stored comment a remark is: by author and moment, and where that is not one, in their order.
class Comments {
 public:
  explicit Comments(std::vector<story::AuthoredComment> stored) : stored_(std::move(stored)) {}

  const story::Comment* take(UserId author, Time written) {
    const auto found = std::find_if(stored_.begin(), stored_.end(), [&](const auto& one) {
      return one.author == author && one.comment.created_at == written;
    });
    if (found == stored_.end()) return nullptr;
    found->author = UserId{-1};  // taken
    return &found->comment;
  }

 private:
  std::vector<story::AuthoredComment> stored_;
};

}  // namespace

void GithubImport::update(story::LinkedTask& known, const Issue& issue) {
  bool changed = false;
  if (issue.changed_at() > known.story.updated_at.value_or(Time{})) {
    changed |= follow_texts(known, issue);
    changed |= follow_labels(known, issue);
    changed |= follow_assignee(known, issue);
  }
  changed |= follow_comments(known, issue);
  changed |= follow_state(known, issue);
  ++(changed ? counts_.changed : counts_.unchanged);
  if (!changed) return;
  auto& updated = known.story.updated_at;
  updated = std::max(updated.value_or(Time{}), issue.changed_at());
  story::update_story(tx_, known.story);
}

bool GithubImport::follow_texts(story::LinkedTask& known, const Issue& issue) {
  auto& story = known.story;
  if (story.title == issue.title && story.description == issue.body) return false;
  story.title = issue.title;
  story.description = issue.body;
  const auth::Actor author{person(issue.author, issue.created_at)};
  tell(story_event(Type::story_details_changed, author, story), issue.changed_at());
  return true;
}

// A label that is gone there stays here: nobody knows which tags came from it.
bool GithubImport::follow_labels(story::LinkedTask& known, const Issue& issue) {
  std::vector<std::string> fresh;
  for (const auto& name : issue.labels) {
    if (std::find(known.tags.begin(), known.tags.end(), name) == known.tags.end()) fresh.push_back(name);
  }
  if (fresh.empty()) return false;
  story::reindexing(tx_, known.story.id, [&] {
    for (const auto& name : fresh) {
      story::attach_tag(tx_, known.story.id, story::find_or_make_tag(tx_, name, issue.changed_at()));
    }
  });
  known.tags.insert(known.tags.end(), fresh.begin(), fresh.end());
  const auth::Actor author{person(issue.author, issue.created_at)};
  tell(tags_event(Type::tags_added, author, known.story, fresh), issue.changed_at());
  return true;
}

bool GithubImport::follow_assignee(story::LinkedTask& known, const Issue& issue) {
  const auto wanted = assignee_of(issue);
  auto& task = known.task;
  if (!wanted || task.assignee_id == wanted) return false;
  tell(task_changed(Type::task_assignee_changed, {*wanted}, task, known.story.is_private, "assignee_id",
                    json::to_text(task.assignee_id), json::to_text(wanted)),
       issue.changed_at());
  task.assignee_id = wanted;
  task.updated_at = std::max(last_change(task), issue.changed_at());
  story::update_task(tx_, task);
  return true;
}

// Closed there closes the task here; opened again there opens a merged one. A status of later date stays.
bool GithubImport::follow_state(story::LinkedTask& known, const Issue& issue) {
  auto& task = known.task;
  const bool closes = issue.state == IssueState::closed && is_open(task.status);
  const bool opens = issue.state == IssueState::open && task.status == TaskStatus::merged;
  const auto at = closes ? issue.closed_at.value_or(issue.changed_at()) : issue.changed_at();
  if ((!closes && !opens) || at < last_change(task) || (opens && at == last_change(task))) return false;
  const auto wanted = closes ? TaskStatus::merged : TaskStatus::todo;
  tell(task_changed(Type::task_status_changed, {closer_of(issue, at)}, task, known.story.is_private, "status",
                    json::to_text(task.status), json::to_text(wanted)),
       at);
  task.status = wanted;
  if (opens) task.milestone_id.reset();
  task.updated_at = at;
  story::reindexing(tx_, task.story_id, [&] { story::update_task(tx_, task); });
  return true;
}

bool GithubImport::follow_comments(const story::LinkedTask& known, const Issue& issue) {
  Comments stored(story::authored_comments(tx_, known.story.id));
  bool changed = false;
  for (const auto& remark : issue.comments) {
    const auto* comment = stored.take(person(remark.author, remark.created_at), remark.created_at);
    if (comment == nullptr) {
      add_comment(known.story, remark);
      changed = true;
    } else if (comment->content != remark.body.value_or("") && remark.updated_at &&
               *remark.updated_at > comment->updated_at.value_or(*comment->created_at)) {
      story::update_content(tx_, *comment, remark.body.value_or(""), *remark.updated_at);
      changed = true;
    }
  }
  return changed;
}

}  // namespace importer
