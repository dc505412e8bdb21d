#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/actor.h"
#include "board/board.h"
#include "events/event.h"
#include "people/permissions.h"

// The events of boards, with the event_info that clients expect of each type. `board` as it is when they are told:
// events of a private one are hidden.
namespace board {

events::NewEvent created_event(const auth::Actor& actor, const Board& board);

// `field` from one value to another, both as JSON.
events::NewEvent details_event(const auth::Actor& actor, const Board& board, std::string_view field,
                               const std::string& old_json, const std::string& new_json);

struct ChangedPermission {
  PermissionId id;
  std::string_view codename;
};
events::NewEvent permission_created_event(const auth::Actor& actor, const Board& board,
                                          const ChangedPermission& permission, const std::vector<people::User>& users);
events::NewEvent permissions_event(const auth::Actor& actor, const Board& board, const ChangedPermission& permission,
                                   const std::vector<people::User>& added, const std::vector<people::User>& removed);

struct LaneAt {
  WorklistId list;
  std::int64_t position = 0;
};
events::NewEvent lane_added_event(const auth::Actor& actor, const Board& board, const LaneAt& lane);
events::NewEvent lane_moved_event(const auth::Actor& actor, const Board& board, const LaneAt& from, const LaneAt& to);

}  // namespace board
