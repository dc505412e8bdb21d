#pragma once

#include <map>
#include <string>
#include <vector>

#include "db/session.h"
#include "events/outbox.h"
#include "importer/github.h"
#include "people/user.h"
#include "project/branch.h"
#include "story/bulk.h"
#include "story/import_store.h"

namespace importer {

// Everything that one run gathers while it goes through the issues.
class GithubImport {
 public:
  GithubImport(db::Transaction& tx, ProjectId project, BranchId branch);

  void add(const Issue& issue);
  // Stores what was gathered. Events of all issues go in in the order in which they happened.
  IssueCounts finish();

 private:
  void open(const Issue& issue);
  void update(story::LinkedTask& known, const Issue& issue);
  bool follow_texts(story::LinkedTask& known, const Issue& issue);
  bool follow_labels(story::LinkedTask& known, const Issue& issue);
  bool follow_assignee(story::LinkedTask& known, const Issue& issue);
  bool follow_state(story::LinkedTask& known, const Issue& issue);
  bool follow_comments(const story::LinkedTask& known, const Issue& issue);

  void change_task(const story::Task& task);
  void add_comment(const story::Story& story, const Remark& remark);
  void tell(const events::NewEvent& event, Time at);
  // No user where the archive names none: the account was deleted.
  UserId person(const std::optional<std::string>& login, Time seen);
  std::optional<UserId> assignee_of(const Issue& issue);
  // Nobody says who closed an issue: whoever commented at that moment, else the assignee, else its author.
  UserId closer_of(const Issue& issue, Time closed);

  db::Transaction& tx_;
  ProjectId project_;
  BranchId branch_;
  std::map<std::string, story::LinkedTask> known_;  // by link
  std::map<std::string, UserId> people_;            // by login
  CommentId next_comment_;
  std::vector<story::StoredComment> comments_;
  std::vector<events::Dated> events_;
  IssueCounts counts_;
};

}  // namespace importer
