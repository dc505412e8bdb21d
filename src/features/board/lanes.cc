#include "board/lanes.h"

#include <algorithm>

#include "base/error.h"
#include "board/board_store.h"
#include "board/event_info.h"
#include "board/guards.h"
#include "board/lane_store.h"
#include "events/outbox.h"
#include "worklist/guards.h"

namespace board {
namespace {

worklist::Guard guard_of(db::Session& session, const Board& board) {
  return {board.id.value, find_permission(session, board.id, edit_board).value_or(PermissionId{}),
          find_permission(session, board.id, move_cards).value_or(PermissionId{}), board.is_private};
}

std::string list_named(WorklistId id) { return "Worklist " + std::to_string(id.value); }

void check_named_once(const std::vector<LanePlace>& wanted) {
  std::vector<WorklistId> ids;
  for (const auto& one : wanted) ids.push_back(one.list_id);
  std::sort(ids.begin(), ids.end());
  const auto twice = std::adjacent_find(ids.begin(), ids.end());
  if (twice != ids.end()) throw invalid(list_named(*twice) + " is named twice: a board shows a list in one lane.");
}

std::int64_t last_place(const std::vector<LaneRow>& lanes) {
  std::int64_t last = -1;
  for (const auto& one : lanes) last = std::max(last, one.position);
  return last + 1;
}

void move_to(db::Transaction& tx, const auth::Actor& actor, const Board& board, LaneRow& lane,
             std::optional<std::int64_t> position, Time now) {
  if (!position || *position == lane.position) return;
  const LaneAt from{lane.list_id, lane.position}, to{lane.list_id, *position};
  lane.position = *position;
  move_lane(tx, lane.id, *position, now);
  events::publish(tx, lane_moved_event(actor, board, from, to), now);
}

// To govern a list is to take it over: that is for those who may edit it.
LaneRow add_lane(db::Transaction& tx, const auth::Actor& actor, const Board& board, const LaneRow& lane, Time now) {
  worklist::require_editable(tx, actor, lane.list_id);
  if (const auto other = board_of(tx, lane.list_id)) {
    throw invalid(list_named(lane.list_id) + " is a lane of board " + std::to_string(other->value) + " already.");
  }
  auto added = lane;
  added.id = insert_lane(tx, lane);
  worklist::govern(tx, lane.list_id, guard_of(tx, board));
  events::publish(tx, lane_added_event(actor, board, {lane.list_id, lane.position}), now);
  return added;
}

}  // namespace

void place_lanes(db::Transaction& tx, const auth::Actor& actor, const Board& board,
                 const std::vector<LanePlace>& wanted, Time now) {
  check_named_once(wanted);
  auto lanes = lanes_of(tx, board.id);
  for (const auto& place : wanted) {
    const auto lane =
        std::find_if(lanes.begin(), lanes.end(), [&](const LaneRow& one) { return one.list_id == place.list_id; });
    if (lane != lanes.end()) {
      move_to(tx, actor, board, *lane, place.position, now);
    } else {
      const LaneRow row{{}, board.id, place.list_id, place.position.value_or(last_place(lanes)), now};
      lanes.push_back(add_lane(tx, actor, board, row, now));
    }
  }
}

void govern_lanes(db::Transaction& tx, const Board& board) {
  const auto guard = guard_of(tx, board);
  for (const auto& lane : lanes_of(tx, board.id)) {
    if (board_of(tx, lane.list_id) == board.id) worklist::govern(tx, lane.list_id, guard);
  }
}

}  // namespace board
