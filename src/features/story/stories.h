#pragma once

#include "db/session.h"
#include "story/story.h"

namespace story {

// Opens a story, in the actor's name. A private one that names nobody is for its creator alone.
Story open_story(db::Transaction& tx, const auth::Actor& actor, const NewStory& story, Time now);

// Whoever sees a story may change it.
Story change_story(db::Transaction& tx, const auth::Actor& actor, StoryId id, const StoryChange& change, Time now);

// With its tasks, comments, tags and events. One that is not there, or not for this actor to see, is none to remove.
void remove_story(db::Transaction& tx, const auth::Actor& actor, StoryId id);

// Throws Error(not_found).
Story read_story(db::Session& session, const auth::Actor& reader, StoryId id);

}  // namespace story
