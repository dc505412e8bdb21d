#pragma once

#include <span>

#include "fulltext/index.h"
#include "story/story.h"
#include "story/task.h"

namespace story {

extern const fulltext::Index story_texts;  // title, description, and the comments that were not withdrawn
extern const fulltext::Index task_texts;   // title

// Whether the index has to learn of it.
bool rewords(db::Session& session, const Story& story);
bool rewords(db::Session& session, const Task& task);

// Empty where there is no such story.
std::string title_of(db::Session& session, StoryId id);

// Out of the index, with its tasks: before they are deleted.
void take_out_whole(db::Transaction& tx, StoryId id);

std::span<const db::Query> text_queries();

}  // namespace story
