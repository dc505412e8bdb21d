#include "board/boards.h"

#include "board/board_store.h"
#include "board/due_date_links.h"
#include "board/event_info.h"
#include "board/guards.h"
#include "board/lane_store.h"
#include "board/lanes.h"
#include "board/permissions.h"
#include "due_date/due_date_store.h"
#include "events/outbox.h"
#include "json/write.h"
#include "worklist/worklists.h"

namespace board {
namespace {

Board row_or_not_found(db::Session& session, const auth::Actor& reader, BoardId id) {
  auto found = find_row(session, reader, id);
  if (!found) throw board_not_found(id);
  return *std::move(found);
}

Board editable_row(db::Session& session, const auth::Actor& actor, BoardId id) {
  require_editable(session, actor, id);
  return row_or_not_found(session, actor, id);
}

Board with_lanes(db::Session& session, const auth::Actor& reader, Board board) {
  std::vector<Board> one{std::move(board)};
  add_lanes(session, reader, one, worklist::Items::resolved);
  return std::move(one.front());
}

// How many cards of the board show each of its due dates.
void count_cards(const Board& board, std::vector<due_date::DueDate>& due_dates) {
  for (auto& one : due_dates) one.count = 0;
  for (const auto& lane : board.lanes) {
    for (const auto& card : lane.worklist.items.value.value_or(std::vector<worklist::WorklistItem>{})) {
      const auto shown = card.display_due_date.value.value_or(std::nullopt);
      for (auto& one : due_dates) one.count += shown == one.id ? 1 : 0;
    }
  }
}

template <class T>
void tell_change(db::Transaction& tx, const auth::Actor& actor, const Board& board, std::string_view field,
                 const T& from, const T& to, Time now) {
  if (from == to) return;
  events::publish(tx, details_event(actor, board, field, json::to_text(from), json::to_text(to)), now);
}

void tell_changes(db::Transaction& tx, const auth::Actor& actor, const Board& before, const Board& after, Time now) {
  tell_change(tx, actor, after, "title", before.title, after.title, now);
  tell_change(tx, actor, after, "description", before.description, after.description, now);
  tell_change(tx, actor, after, "private", before.is_private, after.is_private, now);
  tell_change(tx, actor, after, "archived", before.archived, after.archived, now);
}

Board changed_row(const Board& before, const BoardChange& change, Time now) {
  auto board = before;
  if (change.title) board.title = change.title;
  if (change.description) board.description = *change.description;
  if (change.project_id) board.project_id = *change.project_id;
  board.is_private = change.is_private.value_or(before.is_private);
  board.archived = change.archived.value_or(before.archived);
  board.updated_at = now;
  return board;
}

}  // namespace

Board read_board(db::Session& session, const auth::Actor& reader, BoardId id) {
  auto board = with_lanes(session, reader, row_or_not_found(session, reader, id));
  auto due_dates = due_date::find_due_dates(session, reader, due_dates_in(session, id));
  count_cards(board, due_dates);
  board.due_dates.value = std::move(due_dates);
  return board;
}

Board make_board(db::Transaction& tx, const auth::Actor& actor, const NewBoard& wanted, Time now) {
  if (wanted.creator_id && *wanted.creator_id != actor.id) throw invalid("You can't select the creator of a board.");
  Board board;
  board.title = wanted.title;
  board.description = wanted.description;
  board.creator_id = actor.id;
  board.project_id = wanted.project_id;
  board.is_private = wanted.is_private.value_or(false);
  board.created_at = now;
  board.id = insert_board(tx, board);
  events::publish(tx, created_event(actor, board), now);
  const auto owners = wanted.owners.value_or(std::vector<UserId>{});
  make_permission(tx, actor, board, {edit_board, owners.empty() ? std::vector{actor.id} : owners}, now);
  make_permission(tx, actor, board, {move_cards, wanted.users.value_or(std::vector<UserId>{})}, now);
  if (wanted.lanes) place_lanes(tx, actor, board, *wanted.lanes, now);
  return board;
}

Board change_board(db::Transaction& tx, const auth::Actor& actor, BoardId id, const BoardChange& change, Time now) {
  const auto before = editable_row(tx, actor, id);
  if (change.creator_id && change.creator_id != before.creator_id) {
    throw invalid("You can't change the creator of a board.");
  }
  const auto board = changed_row(before, change, now);
  update_board(tx, board);
  if (board.is_private != before.is_private) {
    govern_lanes(tx, board);
    events::set_board_hidden(tx, id.value, board.is_private);
  }
  if (change.lanes) place_lanes(tx, actor, board, *change.lanes, now);
  tell_changes(tx, actor, before, board, now);
  return with_lanes(tx, actor, board);
}

void archive_board(db::Transaction& tx, const auth::Actor& actor, BoardId id, Time now) {
  const auto before = editable_row(tx, actor, id);
  if (!before.archived) {
    const auto board = changed_row(before, {.archived = true}, now);
    update_board(tx, board);
    tell_changes(tx, actor, before, board, now);
  }
  for (const auto& lane : lanes_of(tx, id)) worklist::archive(tx, actor, lane.list_id, now);
}

}  // namespace board
