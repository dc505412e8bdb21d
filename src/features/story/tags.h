#pragma once

#include <string>
#include <vector>

#include "db/session.h"
#include "story/story.h"
#include "story/tag.h"

namespace story {

Tag read_tag(db::Session& session, const auth::Actor& reader, TagId id);
std::vector<Tag> tags_of(db::Session& session, const auth::Actor& reader, StoryId story);

// Throws Error(invalid) for an empty name, or one of more than 50 characters.
void check_tag_name(const std::string& name);

// All of them or none: one that the story already has (or has not) is Error.
Story add_tags(db::Transaction& tx, const auth::Actor& actor, StoryId story, const std::vector<std::string>& names,
               Time now);
void remove_tags(db::Transaction& tx, const auth::Actor& actor, StoryId story, const std::vector<std::string>& names,
                 Time now);

}  // namespace story
