#include "story/api.h"

#include "story/stories.h"
#include "story/story_list.h"
#include "story/story_search.h"

namespace story {
namespace {

using api::Access;
using api::Read;
using api::Write;

StoryId story_in(const api::Call& call) { return call.address.id<StoryId>("story"); }

auto get_stories(const Options& options) {
  return [in_worklist = options.in_worklist](const Read& call, const StoryFilter& filter) {
    return list_stories(call.db, filter, call.actor, call.bound, in_worklist);
  };
}

std::vector<Story> find_stories(const Read& call, const StorySearch& search) {
  return search_stories(call.db, search, call.actor, call.bound);
}

std::vector<Story> find_similar(const Read& call, const SimilarTo& wanted) {
  return similar_stories(call.db, wanted, call.actor);
}

Story get_story(const Read& call) { return read_story(call.db, call.actor, story_in(call)); }

Story post_story(const Write& call, const NewStory& story) { return open_story(call.tx, call.actor, story, call.now); }

Story put_story(const Write& call, const StoryChange& change) {
  return change_story(call.tx, call.actor, story_in(call), change, call.now);
}

void delete_story(const Write& call) { remove_story(call.tx, call.actor, story_in(call)); }

}  // namespace

namespace detail {

std::vector<api::Route> story_routes(const Options& options) {
  return {
      api::get("/stories", "list_stories", "Stories that you may see.", get_stories(options)),
      api::get("/stories/search", "search_stories", "Stories by the words of their texts and comments, best first.",
               find_stories),
      api::get("/stories/similar", "similar_stories", "Stories whose titles are likely to mean the same.",
               find_similar),
      api::get("/stories/{story}", "read_story", "One story.", get_story),
      api::post("/stories", "create_story", "Open a story.", Access::authenticated, post_story,
                {"status", "task_statuses", "tags", "users", "teams"}),
      api::put("/stories/{story}", "change_story", "Change a story that you see.", Access::authenticated, put_story),
      api::del("/stories/{story}", "delete_story", "Delete a story with all that belongs to it.", Access::superuser,
               delete_story),
  };
}

}  // namespace detail

std::vector<api::Route> routes(const Options& options) {
  std::vector<api::Route> all;
  for (auto& some : {detail::story_routes(options), detail::task_routes(options), detail::tag_routes(),
                     detail::comment_routes(options)}) {
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

}  // namespace story
