#include "worklist/transfer_tables.h"

#include <array>

#include "worklist/filter.h"
#include "worklist/item.h"

namespace worklist {
namespace {

using transfer::Column;
using transfer::Kind;
using transfer::Table;

constexpr auto item_types = names_of(ItemType{});
constexpr auto filter_types = names_of(FilterType{});

constexpr auto worklists = std::to_array<Column>({
    {"id", Kind::id, {.required = true}},
    {"created_at", Kind::time},
    {"updated_at", Kind::time},
    {"title", Kind::text},
    {"creator_id", Kind::id, {.refers_to = "users"}},
    {"project_id", Kind::id, {.refers_to = "projects"}},
    {"private", Kind::boolean, {.otherwise = 0}},
    {"archived", Kind::boolean, {.otherwise = 0}},
    {"automatic", Kind::boolean, {.otherwise = 0}},
});

constexpr auto worklist_permissions = std::to_array<Column>({
    {"worklist_id", Kind::id, {.required = true, .refers_to = "worklists"}},
    {"permission_id", Kind::id, {.required = true, .refers_to = "permissions"}},
});

// The reference deletes a story or task and forgets its cards.
constexpr auto subjects = std::to_array<transfer::KindTable>({{"story", "stories"}, {"task", "tasks"}});

// Positions come in as ranks, which link_imported spreads, and go out as the order says.
constexpr std::string_view position =
    "case when archived = 1 then 99999 else row_number() over (partition by list_id, archived order by rank, id) - 1 "
    "end";

constexpr auto worklist_items = std::to_array<Column>({
    {"id", Kind::id, {.required = true}},
    {"created_at", Kind::time},
    {"updated_at", Kind::time},
    {"list_id", Kind::id, {.required = true, .refers_to = "worklists"}},
    {"list_position", Kind::integer, {.otherwise = 0, .ours = "rank", .exported = position}},
    {"item_type", Kind::text, {.required = true, .choices = item_types}},
    {"item_id", Kind::id, {.required = true, .kind_column = "item_type", .kinds = subjects}},
    {"display_due_date", Kind::id, {.refers_to = "due_dates"}},
    {"archived", Kind::boolean, {.otherwise = 0}},
});

constexpr auto worklist_filters = std::to_array<Column>({
    {"id", Kind::id, {.required = true}},
    {"created_at", Kind::time},
    {"updated_at", Kind::time},
    {"type", Kind::text, {.required = true, .choices = filter_types}},
    {"list_id", Kind::id, {.required = true, .refers_to = "worklists"}},
    {"query", Kind::text, {.addition = true}},
});

constexpr auto filter_criteria = std::to_array<Column>({
    {"id", Kind::id, {.required = true}},
    {"created_at", Kind::time},
    {"updated_at", Kind::time},
    {"title", Kind::text, {.required = true}},
    {"value", Kind::text, {.required = true}},
    {"field", Kind::text, {.required = true}},
    {"negative", Kind::boolean, {.otherwise = 0}},
    {"filter_id", Kind::id, {.required = true, .refers_to = "worklist_filters"}},
});

constexpr Table tables[] = {
    {"worklists", "worklists", worklists},
    {"worklist_permissions", "worklist_permissions", worklist_permissions},
    {"worklist_items", "worklist_items", worklist_items},
    {"worklist_filters", "worklist_filters", worklist_filters},
    {"filter_criteria", "filter_criteria", filter_criteria},
};

}  // namespace

std::span<const Table> transfer_tables() { return tables; }

}  // namespace worklist
