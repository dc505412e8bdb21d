#include "importer/github_issue.h"

#include <algorithm>

#include "json/write.h"
#include "people/user_store.h"
#include "story/event_info.h"
#include "story/story_index.h"
#include "story/story_store.h"
#include "story/tag_store.h"
#include "story/task_store.h"

namespace importer {
namespace {

using events::Type;
using story::TaskStatus;

Time closing_time(const Issue& issue) { return issue.closed_at.value_or(issue.changed_at()); }

template <class T>
std::optional<T> unless_same(T value, T other) {
  return value == other ? std::nullopt : std::optional(value);
}

}  // namespace

GithubImport::GithubImport(db::Transaction& tx, ProjectId project, BranchId branch)
    : tx_(tx), project_(project), branch_(branch), next_comment_(story::free_ids(tx).comment) {
  for (auto& one : story::linked_tasks(tx, project)) known_.emplace(*one.task.link, std::move(one));
}

void GithubImport::add(const Issue& issue) {
  const auto known = known_.find(issue.url);
  if (known == known_.end()) {
    open(issue);
  } else {
    update(known->second, issue);
  }
}

void GithubImport::open(const Issue& issue) {
  const auth::Actor author{person(issue.author, issue.created_at)};
  story::LinkedTask made;
  auto& [task, story, tags] = made;
  story.title = issue.title;
  story.description = issue.body;
  story.is_bug = true;
  story.story_type_id = StoryTypeId{1};
  if (author.id) story.creator_id = author.id;
  story.created_at = issue.created_at;
  story.updated_at = issue.changed_at();
  story.id = story::insert_story(tx_, story);
  story::index_new_story(tx_, false);
  tell(story_event(Type::story_created, author, story), issue.created_at);
  if (!issue.labels.empty()) tell(tags_event(Type::tags_added, author, story, issue.labels), issue.created_at);
  tags = issue.labels;

  task.title = issue.title;
  if (author.id) task.creator_id = author.id;
  task.story_id = story.id;
  task.link = issue.url;
  task.project_id = project_;
  task.branch_id = branch_;
  task.assignee_id = assignee_of(issue);
  task.priority = story::Priority::medium;
  task.created_at = issue.created_at;
  task.updated_at = unless_same(issue.changed_at(), issue.created_at);
  const bool closed = issue.state == IssueState::closed;
  auto stored = task;
  if (closed) stored.status = TaskStatus::merged, stored.updated_at = closing_time(issue);
  story::reindexing(tx_, story.id, [&] {
    task.id = stored.id = story::insert_task(tx_, stored);
    for (const auto& name : issue.labels) {
      story::attach_tag(tx_, story.id, story::find_or_make_tag(tx_, name, issue.created_at));
    }
  });
  tell(task_event(Type::task_created, author, task, false), issue.created_at);
  for (const auto& remark : issue.comments) add_comment(story, remark);
  if (closed) {
    const auth::Actor closer{closer_of(issue, closing_time(issue))};
    tell(task_changed(Type::task_status_changed, closer, task, false, "status", json::to_text(task.status),
                      json::to_text(stored.status)),
         closing_time(issue));
  }
  task = stored;
  known_.emplace(issue.url, std::move(made));
  ++counts_.made;
}

void GithubImport::add_comment(const story::Story& story, const Remark& remark) {
  const auth::Actor author{person(remark.author, remark.created_at)};
  story::Comment comment;
  comment.id = CommentId{next_comment_.value++};
  comment.content = remark.body.value_or("");
  comment.created_at = remark.created_at;
  comment.updated_at = unless_same(remark.updated_at.value_or(remark.created_at), remark.created_at);
  tell(comment_event(author, story, comment.id.value), remark.created_at);
  comments_.push_back({std::move(comment), story.id});
  ++counts_.comments;
}

void GithubImport::tell(const events::NewEvent& event, Time at) { events_.push_back({event, at}); }

UserId GithubImport::person(const std::optional<std::string>& login, Time seen) {
  if (!login) return {};
  const auto& name = *login;
  const auto [known, fresh] = people_.try_emplace(name);
  if (!fresh) return known->second;
  people::User user;
  user.openid = "https://github.com/" + name;
  if (const auto stored = people::find_user_by_openid(tx_, *user.openid)) return known->second = stored->id;
  user.full_name = name;
  user.created_at = seen;
  ++counts_.people;
  return known->second = people::insert_user(tx_, user).id;
}

std::optional<UserId> GithubImport::assignee_of(const Issue& issue) {
  if (issue.assignees.empty()) return std::nullopt;
  return person(issue.assignees.front(), issue.created_at);
}

UserId GithubImport::closer_of(const Issue& issue, Time closed) {
  for (const auto& remark : issue.comments) {
    const auto apart = remark.created_at.micros - closed.micros;
    if (apart >= -1'000'000 && apart <= 1'000'000) return person(remark.author, closed);
  }
  return assignee_of(issue).value_or(person(issue.author, closed));
}

IssueCounts GithubImport::finish() {
  story::insert_comments(tx_, comments_);
  story::sync_ids(tx_);
  std::stable_sort(events_.begin(), events_.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
  events::publish_many(tx_, events_);
  return counts_;
}

// The rest of the class, what a newer archive changes, is in github_update.cc.

}  // namespace importer
