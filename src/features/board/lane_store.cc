#include "board/lane_store.h"

#include <unordered_map>

#include "db/many.h"
#include "worklist/worklist_store.h"

namespace board {
namespace {

constexpr db::Query lanes_of_boards{"board.lanes_of", R"sql(
  select l.id, l.board_id, l.list_id, l.position, l.created_at, l.updated_at
    from board_worklists l
   where l.board_id in ({{IDS}})
   order by l.board_id, l.position, l.id
)sql"};

constexpr db::Query find_board{"board.of_list", R"sql(
  select board_id from board_worklists where list_id = $1 order by id limit 1
)sql"};

constexpr db::Query insert{"board.insert_lane", R"sql(
  insert into board_worklists (created_at, board_id, list_id, position)
  values ($1, $2, $3, $4)
  returning id
)sql"};

constexpr db::Query move{"board.move_lane", "update board_worklists set position = $2, updated_at = $3 where id = $1"};

constexpr db::Query all_queries[] = {find_board, insert, move};
constexpr db::Query all_queries_of_many[] = {lanes_of_boards};

LaneRow lane_from(const db::Row& row) {
  return {row.get<LaneId>(0),
          row.get<BoardId>(1),
          row.get<WorklistId>(2),
          row.integer(3),
          row.get<std::optional<Time>>(4),
          row.get<std::optional<Time>>(5)};
}

std::vector<LaneRow> lanes_of(db::Session& session, const std::vector<BoardId>& boards) {
  std::vector<LaneRow> lanes;
  db::each_of(session, lanes_of_boards, {}, boards, [&](const db::Row& row) { lanes.push_back(lane_from(row)); });
  return lanes;
}

Lane shown(const LaneRow& row, worklist::Worklist list) {
  return {row.board_id, row.list_id, std::move(list), row.position, row.id, row.created_at, row.updated_at};
}

}  // namespace

std::vector<LaneRow> lanes_of(db::Session& session, BoardId id) { return lanes_of(session, std::vector{id}); }

void add_lanes(db::Session& session, const auth::Actor& reader, std::vector<Board>& boards, worklist::Items how) {
  std::vector<BoardId> ids;
  std::unordered_map<BoardId, Board*> by_id;
  for (auto& one : boards) {
    ids.push_back(one.id);
    by_id[one.id] = &one;
  }
  const auto lanes = lanes_of(session, ids);
  std::vector<WorklistId> list_ids;
  for (const auto& lane : lanes) list_ids.push_back(lane.list_id);
  std::unordered_map<WorklistId, worklist::Worklist> lists;
  for (auto& list : worklist::find_worklists(session, reader, list_ids, how)) lists[list.id] = std::move(list);
  std::unordered_map<WorklistId, int> still_wanted;
  for (const auto id : list_ids) ++still_wanted[id];
  for (const auto& lane : lanes) {
    const auto found = lists.find(lane.list_id);
    if (found == lists.end()) continue;
    auto list = --still_wanted[lane.list_id] == 0 ? std::move(found->second) : found->second;
    by_id.at(lane.board_id)->lanes.push_back(shown(lane, std::move(list)));
  }
}

std::optional<BoardId> board_of(db::Session& session, WorklistId list) {
  return session.maybe(find_board, {list}, [](const db::Row& row) { return row.get<BoardId>(0); });
}

LaneId insert_lane(db::Transaction& tx, const LaneRow& lane) {
  return tx.value<LaneId>(insert, {lane.created_at, lane.board_id, lane.list_id, lane.position});
}

void move_lane(db::Transaction& tx, LaneId id, std::int64_t position, Time now) { tx.run(move, {id, position, now}); }

std::span<const db::Query> lane_queries() { return all_queries; }
std::span<const db::Query> lane_queries_of_many() { return all_queries_of_many; }

}  // namespace board
