#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "auth/actor.h"
#include "base/id.h"
#include "base/time.h"

using EventId = Id<struct EventTag>;

namespace events {

enum class Type {
  story_created,
  story_details_changed,
  tags_added,
  tags_deleted,
  user_comment,
  task_created,
  task_assignee_changed,
  task_status_changed,
  task_priority_changed,
  task_details_changed,
  task_deleted,
  worklist_created,
  worklist_details_changed,
  worklist_permission_created,
  worklist_permissions_changed,
  worklist_filters_changed,
  worklist_contents_changed,
  board_created,
  board_details_changed,
  board_permission_created,
  board_permissions_changed,
  board_lanes_changed,
};

constexpr auto names_of(Type) {
  return std::to_array<std::string_view>({"story_created",
                                          "story_details_changed",
                                          "tags_added",
                                          "tags_deleted",
                                          "user_comment",
                                          "task_created",
                                          "task_assignee_changed",
                                          "task_status_changed",
                                          "task_priority_changed",
                                          "task_details_changed",
                                          "task_deleted",
                                          "worklist_created",
                                          "worklist_details_changed",
                                          "worklist_permission_created",
                                          "worklist_permissions_changed",
                                          "worklist_filters_changed",
                                          "worklist_contents_changed",
                                          "board_created",
                                          "board_details_changed",
                                          "board_permission_created",
                                          "board_permissions_changed",
                                          "board_lanes_changed"});
}

// What happened. Subjects are numbers here: what they mean is their features' business.
struct NewEvent {
  Type type;
  UserId author;
  std::optional<std::string> info = {};  // JSON text
  std::optional<std::int64_t> story_id = {};
  std::optional<std::int64_t> comment_id = {};
  std::optional<std::int64_t> worklist_id = {};
  std::optional<std::int64_t> board_id = {};
  bool hidden = false;  // not for everybody: readers must ask the feature that owns the subject
  // A card of a list: its story must be visible, too.
  std::optional<std::int64_t> item_story_id = {};
  bool item_hidden = false;
};

}  // namespace events
