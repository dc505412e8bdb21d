#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "json/fields.h"
#include "listing/paging.h"
#include "story/story.h"

using TagId = Id<struct StorytagTag>;

namespace story {

struct Tag {
  static constexpr std::string_view type_name = "Tag";

  std::string name;
  std::int64_t popularity = 0;
  TagId id;
  std::optional<Time> created_at;
  std::optional<Time> updated_at;

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("name", &Tag::name, "Unique."),
        field("popularity", &Tag::popularity, "How many stories have it, of those that the reader may see."),
        field("id", &Tag::id, "Never reused."),
        field("created_at", &Tag::created_at, "When it was made."),
        field("updated_at", &Tag::updated_at, "Null: tags do not change."),
    };
  }
};

struct NewTag {
  static constexpr std::string_view type_name = "NewTag";
  static constexpr std::string_view argument = "tag";
  static constexpr bool from_query = true;

  std::string tag_name;

  static constexpr auto fields() {
    return std::tuple{json::field("tag_name", &NewTag::tag_name, "Unique.", {.min = 1, .max = 50, .required = true})};
  }
};

// ["bug", "docs"] as a body, or ?tags=bug&tags=docs without one.
struct TagNames {
  static constexpr std::string_view type_name = "TagNames";
  static constexpr std::string_view argument = "tags";
  static constexpr bool from_query = true;

  std::vector<std::string> tags;

  static constexpr auto fields() {
    return std::tuple{json::field("tags", &TagNames::tags, "Names of tags; may be repeated.")};
  }
  static constexpr auto list = &TagNames::tags;
};

struct TagFilter {
  std::optional<StoryId> story_id = {};
  std::optional<std::string> name = {};
  std::optional<std::int64_t> marker = {};
  std::optional<std::int64_t> limit = {};
  std::optional<std::int64_t> offset = {};

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("story_id", &TagFilter::story_id, "Of this story."),
        field("name", &TagFilter::name, "Part of the name; % and _ are wildcards."),
        field("marker", &TagFilter::marker, "Only rows after the one with this id."),
        field("limit", &TagFilter::limit, "The most rows to answer; all if absent."),
        field("offset", &TagFilter::offset, "Rows to skip; the marker is then ignored."),
    };
  }
};

}  // namespace story
