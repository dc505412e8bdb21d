#pragma once

#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "json/fields.h"
#include "listing/paging.h"
#include "story/story.h"

namespace timeline {

// Events of one story: the story is in the address.
struct StoryEventFilter : listing::Paging {
  std::vector<std::string> event_type = {};

  static constexpr auto fields() {
    return std::tuple_cat(
        std::tuple{json::field("event_type", &StoryEventFilter::event_type, "One of these; may be repeated.")},
        Paging::fields());
  }
};

// Events of everything; by offset, not by marker, as the v1 API has it.
struct EventFilter : listing::Order {
  std::optional<StoryId> story_id = {};
  std::optional<std::int64_t> worklist_id = {};
  std::optional<std::int64_t> board_id = {};
  std::vector<std::string> event_type = {};
  std::optional<std::int64_t> offset = {};
  std::optional<std::int64_t> limit = {};

  static constexpr auto fields() {
    using json::field;
    using F = EventFilter;
    return std::tuple_cat(
        std::tuple{
            field("story_id", &F::story_id, "Of this story."),
            field("worklist_id", &F::worklist_id, "Of this worklist."),
            field("board_id", &F::board_id, "Of this board."),
            field("event_type", &F::event_type, "One of these; may be repeated."),
            field("offset", &F::offset, "Rows to skip."),
            field("limit", &F::limit, "The most rows to answer; all if absent."),
        },
        Order::fields());
  }
};

}  // namespace timeline
