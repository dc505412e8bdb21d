#pragma once

#include <span>
#include <vector>

#include "board/board.h"
#include "db/session.h"
#include "due_date/due_date.h"

// Which due dates are shown in which boards and lists.
namespace board {

std::vector<DueDateId> due_dates_in(db::Session& session, BoardId id);

// One that is shown there already stays so.
void show_in(db::Transaction& tx, BoardId id, DueDateId due_date);
void show_in(db::Transaction& tx, WorklistId id, DueDateId due_date);

// Takes it off the board or list, and off their cards.
void hide_from(db::Transaction& tx, BoardId id, DueDateId due_date, Time now);
void hide_from(db::Transaction& tx, WorklistId id, DueDateId due_date, Time now);

std::span<const db::Query> link_queries();

}  // namespace board
