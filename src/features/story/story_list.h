#pragma once

#include <span>

#include "db/session.h"
#include "listing/list.h"
#include "story/story.h"
#include "story/story_query.h"

namespace story {

// Stories that the reader may see, filtered and paged as the v1 API does.
listing::Page<Story> list_stories(db::Session& session, const StoryFilter& filter, const auth::Actor& reader,
                                  listing::Bound bound, const InWorklist& in_worklist = {});
// What the reader may see, and what the filter asks for but for its query text, in a listing of stories named s.
void filter_stories(listing::List& list, const StoryFilter& filter, const auth::Actor& reader);

std::span<const db::Query> list_queries();

}  // namespace story
