#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "base/id.h"
#include "base/time.h"
#include "json/fields.h"
#include "listing/paging.h"
#include "story/story.h"

using CommentId = Id<struct CommentTag>;
using CommentVersionId = Id<struct CommentVersionTag>;

namespace story {

struct Comment {
  static constexpr std::string_view type_name = "Comment";

  std::optional<std::string> content;
  bool is_active = true;
  std::optional<CommentId> in_reply_to;
  CommentId id;
  std::optional<Time> created_at;
  std::optional<Time> updated_at;

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("content", &Comment::content, "Markdown."),
        field("is_active", &Comment::is_active, "False once it was withdrawn."),
        field("in_reply_to", &Comment::in_reply_to, "The comment that it answers."),
        field("id", &Comment::id, "Never reused."),
        field("created_at", &Comment::created_at, "When it was written."),
        field("updated_at", &Comment::updated_at, "When it was last changed; null if never."),
    };
  }
};

// What a comment said before it was changed.
struct CommentVersion {
  static constexpr std::string_view type_name = "CommentVersion";

  std::optional<std::string> content;
  CommentId comment_id;
  CommentVersionId id;
  std::optional<Time> created_at;
  std::optional<Time> updated_at;

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("content", &CommentVersion::content, "Markdown."),
        field("comment_id", &CommentVersion::comment_id, "Whose version it is."),
        field("id", &CommentVersion::id, "Never reused."),
        field("created_at", &CommentVersion::created_at, "When it was replaced by a newer one."),
        field("updated_at", &CommentVersion::updated_at, "Null: versions do not change."),
    };
  }
};

struct NewComment {
  static constexpr std::string_view type_name = "NewComment";
  static constexpr std::string_view argument = "comment";
  static constexpr auto ignored = std::to_array<std::string_view>({"id", "created_at", "updated_at", "is_active"});

  std::string content;
  std::optional<CommentId> in_reply_to = {};

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("content", &NewComment::content, "Markdown.", {.min = 1, .required = true}),
        field("in_reply_to", &NewComment::in_reply_to, "A comment of the same story."),
    };
  }
};

struct CommentChange {
  static constexpr std::string_view type_name = "CommentChange";
  static constexpr std::string_view argument = "comment";
  static constexpr auto ignored =
      std::to_array<std::string_view>({"id", "created_at", "updated_at", "is_active", "in_reply_to"});

  std::optional<std::string> content = {};

  static constexpr auto fields() {
    return std::tuple{json::field("content", &CommentChange::content, "Markdown.", {.min = 1, .not_null = true})};
  }
};

}  // namespace story
