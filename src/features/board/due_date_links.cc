#include "board/due_date_links.h"

#include "board/lane_store.h"
#include "worklist/card_store.h"

namespace board {
namespace {

constexpr db::Query in_board{"board.due_dates_in", R"sql(
  select due_date_id from board_due_dates where board_id = $1 order by due_date_id
)sql"};

constexpr db::Query add_to_board{"board.show_due_date", R"sql(
  insert into board_due_dates (board_id, due_date_id) values ($1, $2)
  on conflict do nothing
)sql"};

constexpr db::Query add_to_list{"board.show_due_date_in_list", R"sql(
  insert into worklist_due_dates (worklist_id, due_date_id) values ($1, $2)
  on conflict do nothing
)sql"};

constexpr db::Query take_from_board{"board.hide_due_date", R"sql(
  delete from board_due_dates where board_id = $1 and due_date_id = $2
)sql"};

constexpr db::Query take_from_list{"board.hide_due_date_from_list", R"sql(
  delete from worklist_due_dates where worklist_id = $1 and due_date_id = $2
)sql"};

constexpr db::Query all_queries[] = {in_board, add_to_board, add_to_list, take_from_board, take_from_list};

}  // namespace

std::vector<DueDateId> due_dates_in(db::Session& session, BoardId id) {
  return session.all(in_board, {id}, [](const db::Row& row) { return row.get<DueDateId>(0); });
}

void show_in(db::Transaction& tx, BoardId id, DueDateId due_date) { tx.run(add_to_board, {id, due_date}); }
void show_in(db::Transaction& tx, WorklistId id, DueDateId due_date) { tx.run(add_to_list, {id, due_date}); }

void hide_from(db::Transaction& tx, BoardId id, DueDateId due_date, Time now) {
  tx.run(take_from_board, {id, due_date});
  std::vector<WorklistId> lists;
  for (const auto& lane : lanes_of(tx, id)) lists.push_back(lane.list_id);
  worklist::clear_due_date(tx, lists, due_date, now);
}

void hide_from(db::Transaction& tx, WorklistId id, DueDateId due_date, Time now) {
  tx.run(take_from_list, {id, due_date});
  worklist::clear_due_date(tx, {&id, 1}, due_date, now);
}

std::span<const db::Query> link_queries() { return all_queries; }

}  // namespace board
