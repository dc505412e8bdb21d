#pragma once

#include <vector>

#include "db/session.h"
#include "story/comment.h"
#include "story/timeline_event.h"

namespace story {

// Throw Error(not_found) where the comment's own story is none for this reader.
Comment read_comment(db::Session& session, const auth::Actor& reader, CommentId id);
std::vector<CommentVersion> versions_of(db::Session& session, const auth::Actor& reader, CommentId id);

// Answers the event that tells of the comment.
TimelineEvent add_comment(db::Transaction& tx, const auth::Actor& actor, StoryId story, const NewComment& comment,
                          Time now);

// Only its author changes a comment; the old text is kept.
Comment change_comment(db::Transaction& tx, const auth::Actor& actor, CommentId id, const CommentChange& change,
                       Time now);

// It stays, marked as withdrawn.
void withdraw_comment(db::Transaction& tx, const auth::Actor& actor, CommentId id, Time now);

}  // namespace story
