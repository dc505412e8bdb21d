#include "story/tags.h"

#include "base/error.h"
#include "base/text.h"
#include "events/outbox.h"
#include "story/event_info.h"
#include "story/stories.h"
#include "story/story_index.h"
#include "story/story_store.h"
#include "story/tag_store.h"
#include "story/visibility.h"

namespace story {
namespace {

constexpr std::size_t longest_name = 50;

std::string story_number(StoryId id) { return "The Story " + std::to_string(id.value); }

}  // namespace

void check_tag_name(const std::string& name) {
  if (name.empty()) throw invalid("A tag needs a name.");
  if (utf8_length(name) > longest_name) throw invalid("The tag " + in_quotes(name) + " is longer than 50 characters.");
}

Tag read_tag(db::Session& session, const auth::Actor& reader, TagId id) {
  auto tag = find_tag(session, reader, id);
  if (!tag) throw not_found("StoryTag " + std::to_string(id.value) + " not found.");
  return *std::move(tag);
}

std::vector<Tag> tags_of(db::Session& session, const auth::Actor& reader, StoryId story) {
  require_visible(session, reader, story);
  TagFilter filter;
  filter.story_id = story;
  return list_tags(session, filter, reader, std::nullopt);
}

Story add_tags(db::Transaction& tx, const auth::Actor& actor, StoryId id, const std::vector<std::string>& names,
               Time now) {
  const auto story = read_story(tx, actor, id);
  reindexing(tx, id, [&] {
    for (const auto& name : names) {
      check_tag_name(name);
      if (!attach_tag(tx, id, find_or_make_tag(tx, name, now))) {
        throw invalid(story_number(id) + " already has a tag " + name);
      }
    }
  });
  touch_story(tx, id, now);
  events::publish(tx, tags_event(events::Type::tags_added, actor, story, names), now);
  auto tagged = read_story(tx, actor, id);
  tagged.task_statuses.reset();  // clients of this address expect null
  return tagged;
}

void remove_tags(db::Transaction& tx, const auth::Actor& actor, StoryId id, const std::vector<std::string>& names,
                 Time now) {
  const auto story = read_story(tx, actor, id);
  reindexing(tx, id, [&] {
    for (const auto& name : names) {
      if (!detach_tag(tx, id, name)) throw not_found(story_number(id) + " has no tag " + name);
    }
  });
  touch_story(tx, id, now);
  events::publish(tx, tags_event(events::Type::tags_deleted, actor, story, names), now);
}

}  // namespace story
