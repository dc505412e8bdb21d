#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "auth/actor.h"
#include "base/time.h"
#include "events/event.h"
#include "json/fields.h"
#include "story/comment.h"
#include "story/story.h"

namespace story {

// An event as the API shows it.
struct TimelineEvent {
  static constexpr std::string_view type_name = "TimelineEvent";

  std::string event_type;
  std::optional<std::string> event_info;
  std::optional<StoryId> story_id;
  std::optional<std::int64_t> worklist_id;
  std::optional<std::int64_t> board_id;
  std::optional<UserId> author_id;
  std::optional<CommentId> comment_id;
  json::Unless<Comment> comment;
  EventId id;
  std::optional<Time> created_at;
  std::optional<Time> updated_at;

  static constexpr auto fields() {
    using json::field;
    using E = TimelineEvent;
    return std::tuple{
        field("event_type", &E::event_type, "What happened."),
        field("event_info", &E::event_info, "More about it, as JSON text."),
        field("story_id", &E::story_id, "The story that it happened to."),
        field("worklist_id", &E::worklist_id, "The worklist that it happened to."),
        field("board_id", &E::board_id, "The board that it happened to."),
        field("author_id", &E::author_id, "Who did it."),
        field("comment_id", &E::comment_id, "The comment that was written."),
        field("comment", &E::comment, "The comment itself; absent where there is none."),
        field("id", &E::id, "Never reused."),
        field("created_at", &E::created_at, "When it happened."),
        field("updated_at", &E::updated_at, "Null: what happened does not change."),
    };
  }
};

}  // namespace story
