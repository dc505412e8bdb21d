#include "board/transfer_tables.h"

#include <array>

namespace board {
namespace {

using transfer::Column;
using transfer::Kind;
using transfer::Table;

// Where nothing is said of a board's privacy, the reference shows it to everybody.
constexpr auto boards = std::to_array<Column>({
    {"id", Kind::id, {.required = true}},
    {"created_at", Kind::time},
    {"updated_at", Kind::time},
    {"title", Kind::text, {.required = true}},
    {"description", Kind::text},
    {"creator_id", Kind::id, {.refers_to = "users"}},
    {"project_id", Kind::id, {.refers_to = "projects"}},
    {"private", Kind::boolean, {.otherwise = 0}},
    {"archived", Kind::boolean, {.otherwise = 0}},
});

constexpr auto board_permissions = std::to_array<Column>({
    {"board_id", Kind::id, {.required = true, .refers_to = "boards"}},
    {"permission_id", Kind::id, {.required = true, .refers_to = "permissions"}},
});

constexpr auto board_worklists = std::to_array<Column>({
    {"id", Kind::id, {.required = true}},
    {"created_at", Kind::time},
    {"updated_at", Kind::time},
    {"board_id", Kind::id, {.required = true, .refers_to = "boards"}},
    {"list_id", Kind::id, {.required = true, .refers_to = "worklists"}},
    {"position", Kind::integer, {.required = true}},
});

constexpr auto board_due_dates = std::to_array<Column>({
    {"board_id", Kind::id, {.required = true, .refers_to = "boards"}},
    {"due_date_id", Kind::id, {.required = true, .refers_to = "due_dates"}},
});

constexpr auto worklist_due_dates = std::to_array<Column>({
    {"worklist_id", Kind::id, {.required = true, .refers_to = "worklists"}},
    {"due_date_id", Kind::id, {.required = true, .refers_to = "due_dates"}},
});

constexpr Table tables[] = {
    {"boards", "boards", boards},
    {"board_permissions", "board_permissions", board_permissions},
    {"board_worklists", "board_worklists", board_worklists},
    {"board_due_dates", "board_due_dates", board_due_dates},
    {"worklist_due_dates", "worklist_due_dates", worklist_due_dates},
};

}  // namespace

std::span<const Table> transfer_tables() { return tables; }

}  // namespace board
