#pragma once

#include <string_view>

#include "db/query.h"
#include "story/story.h"

namespace story {

// The columns of a story in every query that answers stories, where stories is named s, and how they become one
// (without users and teams: see add_readers).
inline constexpr std::string_view story_columns =
    "s.title, s.description, s.is_bug, s.creator_id, s.story_type_id, s.status, s.todo, s.merged, s.invalid, s.review, "
    "s.inprogress, s.tag_names, s.private, s.id, s.created_at, s.updated_at";

Story story_from(const db::Row& row);

}  // namespace story
