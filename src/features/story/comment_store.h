#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "db/session.h"
#include "listing/list.h"
#include "story/comment.h"

namespace story {

struct StoredComment {
  Comment comment;
  std::optional<StoryId> story;
};

std::optional<StoredComment> find_comment(db::Session& session, CommentId id);
// In the order of their events; the marker is a comment's id. Whoever calls has checked that the story may be seen.
listing::Page<Comment> list_comments(db::Session& session, StoryId story, const listing::Marked& paging,
                                     listing::Bound bound);
// Oldest first.
std::vector<CommentVersion> list_versions(db::Session& session, CommentId id);
// Who wrote it; nothing for a comment of which that is not known.
std::optional<UserId> author_of(db::Session& session, CommentId id);

CommentId insert_comment(db::Transaction& tx, StoryId story, const NewComment& comment, Time now);
// Keeps the old text as a version.
void update_content(db::Transaction& tx, const Comment& before, const std::string& content, Time now);
void deactivate_comment(db::Transaction& tx, CommentId id, Time now);

std::span<const db::Query> comment_queries();

}  // namespace story
