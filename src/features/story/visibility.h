#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "auth/actor.h"
#include "base/error.h"
#include "db/session.h"
#include "listing/list.h"
#include "story/story.h"

// Who may see a story, and all that belongs to it. Superusers get no bypass. Every list, count and look-up goes
// through here; the view story_readers in the schema says who the readers of a private story are.
namespace story {

bool can_see(db::Session& session, const auth::Actor& reader, StoryId id);

// Throws Error(not_found), in the same words whether there is no such story or none for this reader.
void require_visible(db::Session& session, const auth::Actor& reader, StoryId id);
Error story_not_found(StoryId id);

// Everybody who may see a private story, in the order of ids.
std::vector<UserId> readers_of(db::Session& session, StoryId id);

// Restricts a listing to what the reader may see. `private_column` tells of a row whether its story is private,
// `story_column` which story that is.
void only_visible(listing::List& list, const auth::Actor& reader, std::string_view private_column,
                  std::string_view story_column);

std::span<const db::Query> visibility_queries();

}  // namespace story
