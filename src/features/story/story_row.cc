#include "story/story_row.h"

namespace story {
namespace {

std::optional<std::vector<TaskCount>> counts_from(const db::Row& row, int first) {
  std::vector<TaskCount> counts;
  counts.reserve(all_task_statuses.size());
  for (std::size_t i = 0; i < all_task_statuses.size(); ++i) {
    counts.push_back({all_task_statuses[i], row.get<std::optional<std::int64_t>>(first + static_cast<int>(i))});
  }
  return counts;
}

}  // namespace

Story story_from(const db::Row& row) {
  Story story;
  story.title = row.get<std::optional<std::string>>(0);
  story.description = row.get<std::optional<std::string>>(1);
  story.is_bug = row.get<std::optional<bool>>(2);
  story.creator_id = row.get<std::optional<UserId>>(3);
  story.story_type_id = row.get<std::optional<StoryTypeId>>(4);
  story.status = row.get<Status>(5);
  story.task_statuses = counts_from(row, 6);
  story.tags.text = row.get<std::string>(11);
  story.is_private = row.get<bool>(12);
  story.id = row.get<StoryId>(13);
  story.created_at = row.get<std::optional<Time>>(14);
  story.updated_at = row.get<std::optional<Time>>(15);
  return story;
}

}  // namespace story
