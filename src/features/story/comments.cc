#include "story/comments.h"

#include "base/error.h"
#include "events/outbox.h"
#include "json/fields.h"
#include "story/comment_store.h"
#include "story/event_info.h"
#include "story/stories.h"
#include "story/story_store.h"
#include "story/visibility.h"

namespace story {
namespace {

Error comment_not_found(CommentId id) { return not_found("Comment " + std::to_string(id.value) + " not found."); }

StoredComment visible_comment(db::Session& session, const auth::Actor& reader, CommentId id) {
  auto found = find_comment(session, id);
  if (!found || !found->story || !can_see(session, reader, *found->story)) throw comment_not_found(id);
  return *std::move(found);
}

void check_reply(db::Session& session, StoryId story, const NewComment& comment) {
  if (!comment.in_reply_to) return;
  const auto answered = find_comment(session, *comment.in_reply_to);
  if (!answered || answered->story != story) {
    throw invalid("The story has no comment " + std::to_string(comment.in_reply_to->value) + " to reply to.");
  }
}

}  // namespace

Comment read_comment(db::Session& session, const auth::Actor& reader, CommentId id) {
  return visible_comment(session, reader, id).comment;
}

std::vector<CommentVersion> versions_of(db::Session& session, const auth::Actor& reader, CommentId id) {
  visible_comment(session, reader, id);
  return list_versions(session, id);
}

TimelineEvent add_comment(db::Transaction& tx, const auth::Actor& actor, StoryId id, const NewComment& wanted,
                          Time now) {
  const auto story = read_story(tx, actor, id);
  check_reply(tx, id, wanted);
  const auto comment = insert_comment(tx, id, wanted, now);
  touch_story(tx, id, now);
  const auto published = events::publish(tx, comment_event(actor, story, comment.value), now);
  TimelineEvent event;
  event.event_type = json::name_of(events::Type::user_comment);
  event.story_id = id;
  event.author_id = actor.id;
  event.comment_id = comment;
  event.comment.value = Comment{wanted.content, true, wanted.in_reply_to, comment, now, std::nullopt};
  event.id = published.id;
  event.created_at = published.at;
  return event;
}

Comment change_comment(db::Transaction& tx, const auth::Actor& actor, CommentId id, const CommentChange& change,
                       Time now) {
  const auto before = visible_comment(tx, actor, id);
  if (author_of(tx, id) != actor.id) throw forbidden("You are not allowed to update this comment.");
  if (change.content) {
    update_content(tx, before.comment, *change.content, now);
    touch_story(tx, *before.story, now);
  }
  return read_comment(tx, actor, id);
}

void withdraw_comment(db::Transaction& tx, const auth::Actor& actor, CommentId id, Time now) {
  visible_comment(tx, actor, id);
  deactivate_comment(tx, id, now);
}

}  // namespace story
