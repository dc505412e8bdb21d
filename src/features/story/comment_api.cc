#include "base/error.h"
#include "story/api.h"
#include "story/comment_store.h"
#include "story/comments.h"
#include "story/visibility.h"

namespace story {
namespace {

using api::Access;
using api::Read;
using api::Write;

StoryId story_in(const api::Call& call) { return call.address.id<StoryId>("story"); }
CommentId comment_in(const api::Call& call) { return call.address.id<CommentId>("comment"); }

listing::Page<Comment> get_comments(const Read& call, const listing::Marked& paging) {
  require_visible(call.db, call.actor, story_in(call));
  return list_comments(call.db, story_in(call), paging, call.bound);
}

Comment get_comment(const Read& call) { return read_comment(call.db, call.actor, comment_in(call)); }

std::vector<CommentVersion> get_history(const Read& call) { return versions_of(call.db, call.actor, comment_in(call)); }

TimelineEvent post_comment(const Write& call, const NewComment& comment) {
  return add_comment(call.tx, call.actor, story_in(call), comment, call.now);
}

void require_editable(bool editable) {
  if (!editable) throw Error(Fault::disabled, "Comments cannot be changed here: enable_editable_comments is off.");
}

}  // namespace

namespace detail {

std::vector<api::Route> comment_routes(const Options& options) {
  const bool editable = options.enable_editable_comments;
  const auto put_comment = [editable](const Write& call, const CommentChange& change) {
    require_editable(editable);
    return change_comment(call.tx, call.actor, comment_in(call), change, call.now);
  };
  const auto delete_comment = [editable](const Write& call) {
    require_editable(editable);
    withdraw_comment(call.tx, call.actor, comment_in(call), call.now);
  };
  return {
      api::get("/stories/{story}/comments", "list_comments", "The comments of a story.", get_comments),
      api::get("/stories/{story}/comments/{comment}", "read_comment", "One comment.", get_comment),
      api::get("/stories/{story}/comments/{comment}/history", "list_comment_versions", "What a comment said before.",
               get_history),
      api::post("/stories/{story}/comments", "create_comment", "Comment on a story.", Access::authenticated,
                post_comment),
      api::put("/stories/{story}/comments/{comment}", "change_comment", "Change your own comment.",
               Access::authenticated, put_comment),
      api::del("/stories/{story}/comments/{comment}", "withdraw_comment", "Withdraw a comment.", Access::superuser,
               delete_comment),
  };
}

}  // namespace detail
}  // namespace story
