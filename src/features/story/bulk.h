#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "db/session.h"
#include "story/comment_store.h"
#include "story/story.h"
#include "story/tag.h"
#include "story/task.h"

// For whoever brings in many stories with their history at once: the caller gives ids and dates. No rule is checked
// and no event published; the index and its totals are kept as if the stories had been made one by one.
namespace story {

// The first of each that nobody ever had.
struct FreeIds {
  StoryId story;
  TaskId task;
  CommentId comment;
};
FreeIds free_ids(db::Session& session);
// After the last row with an id of one's own: others get ids above it.
void sync_ids(db::Transaction& tx);

struct NamedTag {
  TagId id;
  std::string_view name;
};

// `tags` in the order of their ids, none twice. What follows from tasks and tags is left empty in `story`.
struct WholeStory {
  Story story;
  std::vector<Task> tasks;
  std::vector<NamedTag> tags;
};

// Who may see the private ones is set by reading_permission(), afterwards.
void insert_stories(db::Transaction& tx, std::span<const WholeStory> stories);

void insert_comments(db::Transaction& tx, std::span<const StoredComment> comments);

std::span<const db::Query> bulk_queries();

}  // namespace story
