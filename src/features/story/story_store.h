#pragma once

#include <optional>
#include <span>
#include <vector>

#include "db/session.h"
#include "people/permissions.h"
#include "story/story.h"

namespace story {

// The full form, with users and teams of a private story, all as `reader` may know them. Nothing if there is no such
// story, or none for this reader.
std::optional<Story> find_story(db::Session& session, const auth::Actor& reader, StoryId id);
// Adds users and teams to a private story.
void add_readers(db::Session& session, const auth::Actor& reader, Story& story);

StoryId insert_story(db::Transaction& tx, const Story& story);
void update_story(db::Transaction& tx, const Story& story);
void touch_story(db::Transaction& tx, StoryId id, Time now);
// With everything that belongs to it, except the events and the entries of the index.
void delete_story_rows(db::Transaction& tx, StoryId id);

// The list of who may see a story; made at the first call.
PermissionId reading_permission(db::Transaction& tx, StoryId id, Time now);

struct StoryType {
  StoryTypeId id;
  bool restricted = false;
  bool visible = true;
};
std::optional<StoryType> find_story_type(db::Session& session, StoryTypeId id);
bool may_mutate(db::Session& session, StoryTypeId from, StoryTypeId to);

std::span<const db::Query> story_queries();

}  // namespace story
