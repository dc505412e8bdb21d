#include "story/api.h"
#include "story/tag_store.h"
#include "story/tags.h"
#include "story/visibility.h"

namespace story {
namespace {

using api::Access;
using api::Read;
using api::Write;

StoryId story_in(const api::Call& call) { return call.address.id<StoryId>("story"); }
// Under /tags, the number is the tag's for reading and the story's for tagging: the v1 API has it so.
StoryId story_under_tags(const api::Call& call) { return call.address.id<StoryId>("tag"); }

std::vector<Tag> get_tags(const Read& call, const TagFilter& filter) {
  const auto story = filter.story_id.value_or(StoryId{});
  if (story && !can_see(call.db, call.actor, story)) return {};
  return list_tags(call.db, filter, call.actor, call.bound);
}

Tag get_tag(const Read& call) { return read_tag(call.db, call.actor, call.address.id<TagId>("tag")); }

Tag post_tag(const Write& call, const NewTag& tag) { return insert_tag(call.tx, tag.tag_name, call.now); }

std::vector<Tag> get_tags_of(const Read& call) { return tags_of(call.db, call.actor, story_in(call)); }

Story put_tags_under_tags(const Write& call, const TagNames& names) {
  return add_tags(call.tx, call.actor, story_under_tags(call), names.tags, call.now);
}

void delete_tags_under_tags(const Write& call, const TagNames& names) {
  remove_tags(call.tx, call.actor, story_under_tags(call), names.tags, call.now);
}

Story put_tags(const Write& call, const TagNames& names) {
  return add_tags(call.tx, call.actor, story_in(call), names.tags, call.now);
}

void delete_tags(const Write& call, const TagNames& names) {
  remove_tags(call.tx, call.actor, story_in(call), names.tags, call.now);
}

}  // namespace

namespace detail {

std::vector<api::Route> tag_routes() {
  return {
      api::get("/tags", "list_tags", "All tags, or a story's.", get_tags),
      api::get("/tags/{tag}", "read_tag", "One tag.", get_tag),
      api::post("/tags", "create_tag", "Make a tag.", Access::authenticated, post_tag, {"popularity"}),
      api::put("/tags/{tag}", "tag_story", "Add tags to a story; the number is the story's.", Access::authenticated,
               put_tags_under_tags, {"users", "teams"}),
      api::del("/tags/{tag}", "untag_story", "Remove tags from a story; the number is the story's.",
               Access::authenticated, delete_tags_under_tags),
      api::get("/stories/{story}/tags", "list_tags_of_story", "The tags of a story.", get_tags_of),
      api::put("/stories/{story}/tags", "add_tags", "Add tags to a story.", Access::authenticated, put_tags,
               {"users", "teams"}),
      api::del("/stories/{story}/tags", "remove_tags", "Remove tags from a story.", Access::authenticated, delete_tags),
  };
}

}  // namespace detail
}  // namespace story
