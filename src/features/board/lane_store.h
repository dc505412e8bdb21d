#pragma once

#include <map>
#include <span>
#include <vector>

#include "auth/actor.h"
#include "board/board.h"
#include "db/session.h"
#include "worklist/item_store.h"

namespace board {

// A lane's row, without its worklist.
struct LaneRow {
  LaneId id;
  BoardId board_id;
  WorklistId list_id;
  std::int64_t position = 0;
  std::optional<Time> created_at = {};
  std::optional<Time> updated_at = {};
};
// From left to right.
std::vector<LaneRow> lanes_of(db::Session& session, BoardId id);

// Gives each board its lanes, whose lists the reader may see, with their cards. Few queries, however many there are.
void add_lanes(db::Session& session, const auth::Actor& reader, std::vector<Board>& boards, worklist::Items how);

// The board in which a list is a lane; nothing if there is none.
std::optional<BoardId> board_of(db::Session& session, WorklistId list);

LaneId insert_lane(db::Transaction& tx, const LaneRow& lane);
void move_lane(db::Transaction& tx, LaneId id, std::int64_t position, Time now);

std::span<const db::Query> lane_queries();
std::span<const db::Query> lane_queries_of_many();

}  // namespace board
