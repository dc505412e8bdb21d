#pragma once

#include <span>

#include "db/session.h"
#include "listing/list.h"
#include "story/story.h"

namespace story {

// Stories that the reader may see, filtered and paged as the v1 API does.
listing::Page<Story> list_stories(db::Session& session, const StoryFilter& filter, const auth::Actor& reader,
                                  listing::Bound bound);

std::span<const db::Query> list_queries();

}  // namespace story
