#pragma once

#include <span>
#include <string>
#include <vector>

#include "db/session.h"
#include "story/comment.h"
#include "story/task.h"

// What an importer reads to recognise what it brought in before. It sees everything: not for answering anybody.
namespace story {

// A story with one of its tasks. Of the story: id, title, description, creator, privacy, updated_at.
struct LinkedTask {
  Task task;
  Story story;
  std::vector<std::string> tags;
};

// The tasks of a project that have a link, in the order of their ids.
std::vector<LinkedTask> linked_tasks(db::Session& session, ProjectId project);

struct AuthoredComment {
  Comment comment;
  UserId author;  // 0 where it is not known
};

// In the order of their ids, withdrawn ones too.
std::vector<AuthoredComment> authored_comments(db::Session& session, StoryId story);

std::span<const db::Query> import_queries();

}  // namespace story
