#include "project/transfer_tables.h"

#include <array>

namespace project {
namespace {

using transfer::Column;
using transfer::Kind;
using transfer::Table;

constexpr auto projects = std::to_array<Column>({
    {"id", Kind::id, {.required = true}},
    {"created_at", Kind::time},
    {"updated_at", Kind::time},
    {"name", Kind::text, {.required = true}},
    {"description", Kind::text},
    {"team_id", Kind::id, {.refers_to = "teams"}},
    {"is_active", Kind::boolean, {.otherwise = 1}},
    {"repo_url", Kind::text},
    {"autocreate_branches", Kind::boolean, {.otherwise = 0}},
});

constexpr auto project_groups = std::to_array<Column>({
    {"id", Kind::id, {.required = true}},
    {"created_at", Kind::time},
    {"updated_at", Kind::time},
    {"name", Kind::text, {.required = true}},
    {"title", Kind::text},
});

constexpr auto project_group_mapping = std::to_array<Column>({
    {"project_id", Kind::id, {.required = true, .refers_to = "projects"}},
    {"project_group_id", Kind::id, {.required = true, .refers_to = "project_groups"}},
});

constexpr auto branches = std::to_array<Column>({
    {"id", Kind::id, {.required = true}},
    {"name", Kind::text, {.required = true}},
    {"project_id", Kind::id, {.required = true, .refers_to = "projects"}},
    {"created_at", Kind::time},
    {"updated_at", Kind::time},
    {"expired", Kind::boolean, {.otherwise = 0}},
    {"expiration_date", Kind::time},
    {"autocreated", Kind::boolean, {.otherwise = 0}},
    {"restricted", Kind::boolean, {.otherwise = 0}},
});

constexpr auto milestones = std::to_array<Column>({
    {"id", Kind::id, {.required = true}},
    {"name", Kind::text, {.required = true}},
    {"branch_id", Kind::id, {.required = true, .refers_to = "branches"}},
    {"created_at", Kind::time},
    {"updated_at", Kind::time},
    {"expired", Kind::boolean, {.otherwise = 0}},
    {"expiration_date", Kind::time},
});

constexpr Table tables[] = {
    {"projects", "projects", projects},
    {"project_groups", "project_groups", project_groups},
    {"project_group_mapping", "project_group_mapping", project_group_mapping},
    {"branches", "branches", branches},
    {"milestones", "milestones", milestones},
};

}  // namespace

std::span<const Table> transfer_tables() { return tables; }

}  // namespace project
