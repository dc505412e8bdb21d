#include "due_date/transfer_tables.h"

#include <array>

namespace due_date {
namespace {

using transfer::Column;
using transfer::Kind;
using transfer::Table;

// What is private is said in each row; where nothing is said, the reference shows it to everybody.
constexpr auto due_dates = std::to_array<Column>({
    {"id", Kind::id, {.required = true}},
    {"created_at", Kind::time},
    {"updated_at", Kind::time},
    {"name", Kind::text},
    {"date", Kind::time},
    {"private", Kind::boolean, {.otherwise = 0}},
    {"creator_id", Kind::id, {.refers_to = "users"}},
});

constexpr auto due_date_permissions = std::to_array<Column>({
    {"due_date_id", Kind::id, {.required = true, .refers_to = "due_dates"}},
    {"permission_id", Kind::id, {.required = true, .refers_to = "permissions"}},
});

constexpr auto story_due_dates = std::to_array<Column>({
    {"story_id", Kind::id, {.required = true, .refers_to = "stories"}},
    {"due_date_id", Kind::id, {.required = true, .refers_to = "due_dates"}},
});

constexpr auto task_due_dates = std::to_array<Column>({
    {"task_id", Kind::id, {.required = true, .refers_to = "tasks"}},
    {"due_date_id", Kind::id, {.required = true, .refers_to = "due_dates"}},
});

constexpr Table tables[] = {
    {"due_dates", "due_dates", due_dates},
    {"due_date_permissions", "due_date_permissions", due_date_permissions},
    {"story_due_dates", "story_due_dates", story_due_dates},
    {"task_due_dates", "task_due_dates", task_due_dates},
};

}  // namespace

std::span<const Table> transfer_tables() { return tables; }

}  // namespace due_date
