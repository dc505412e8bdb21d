#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "db/session.h"
#include "listing/list.h"
#include "story/tag.h"

namespace story {

std::optional<Tag> find_tag(db::Session& session, const auth::Actor& reader, TagId id);
std::vector<Tag> list_tags(db::Session& session, const TagFilter& filter, const auth::Actor& reader,
                           listing::Bound bound);

// A name that is taken is Error(invalid).
Tag insert_tag(db::Transaction& tx, const std::string& name, Time now);
TagId find_or_make_tag(db::Transaction& tx, const std::string& name, Time now);

// Both say whether anything changed; call them inside reindexing().
bool attach_tag(db::Transaction& tx, StoryId story, TagId tag);
bool detach_tag(db::Transaction& tx, StoryId story, const std::string& name);

std::span<const db::Query> tag_queries();

}  // namespace story
