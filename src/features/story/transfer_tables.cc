#include "story/transfer_tables.h"

#include <array>

#include "story/task_status.h"

namespace story {
namespace {

using transfer::Column;
using transfer::Kind;
using transfer::Table;

constexpr auto task_statuses = names_of(TaskStatus{});
constexpr auto priorities = names_of(Priority{});

constexpr auto story_types = std::to_array<Column>({
    {"id", Kind::id, {.required = true}},
    {"created_at", Kind::time},
    {"updated_at", Kind::time},
    {"name", Kind::text},
    {"icon", Kind::text},
    {"restricted", Kind::boolean},
    {"private", Kind::boolean},
    {"visible", Kind::boolean},
});

constexpr auto may_mutate_to = std::to_array<Column>({
    {"story_type_id_from", Kind::id, {.required = true, .refers_to = "story_types"}},
    {"story_type_id_to", Kind::id, {.required = true, .refers_to = "story_types"}},
});

// A story without a word on its privacy is refused: to guess could show a secret.
constexpr auto stories = std::to_array<Column>({
    {"id", Kind::id, {.required = true}},
    {"created_at", Kind::time},
    {"updated_at", Kind::time},
    {"creator_id", Kind::id, {.refers_to = "users"}},
    {"title", Kind::text},
    {"description", Kind::text},
    {"is_bug", Kind::boolean},
    {"story_type_id", Kind::id, {.refers_to = "story_types"}},
    {"private", Kind::boolean, {.required = true}},
});

constexpr auto story_permissions = std::to_array<Column>({
    {"story_id", Kind::id, {.required = true, .refers_to = "stories"}},
    {"permission_id", Kind::id, {.required = true, .refers_to = "permissions"}},
});

constexpr auto tasks = std::to_array<Column>({
    {"id", Kind::id, {.required = true}},
    {"created_at", Kind::time},
    {"updated_at", Kind::time},
    {"title", Kind::text},
    {"status", Kind::text, {.otherwise = "todo", .choices = task_statuses}},
    {"story_id", Kind::id, {.required = true, .refers_to = "stories"}},
    {"project_id", Kind::id, {.refers_to = "projects"}},
    {"assignee_id", Kind::id, {.refers_to = "users"}},
    {"creator_id", Kind::id, {.refers_to = "users"}},
    {"priority", Kind::text, {.choices = priorities}},
    {"branch_id", Kind::id, {.refers_to = "branches"}},
    {"milestone_id", Kind::id, {.refers_to = "milestones"}},
    {"link", Kind::text},
});

constexpr auto storytags = std::to_array<Column>({
    {"id", Kind::id, {.required = true}},
    {"created_at", Kind::time},
    {"updated_at", Kind::time},
    {"name", Kind::text},
});

constexpr auto story_storytags = std::to_array<Column>({
    {"story_id", Kind::id, {.required = true, .refers_to = "stories"}},
    {"storytag_id", Kind::id, {.required = true, .refers_to = "storytags"}},
});

constexpr auto comments = std::to_array<Column>({
    {"id", Kind::id, {.required = true}},
    {"created_at", Kind::time},
    {"updated_at", Kind::time},
    {"content", Kind::text},
    {"is_active", Kind::boolean, {.otherwise = 1}},
    {"in_reply_to", Kind::id, {.refers_to = "comments"}},
});

constexpr auto comments_history = std::to_array<Column>({
    {"id", Kind::id, {.required = true}},
    {"created_at", Kind::time},
    {"updated_at", Kind::time},
    {"content", Kind::text},
    {"comment_id", Kind::id, {.required = true, .refers_to = "comments"}},
});

// The reference deletes a story with its events, which alone say where a comment belongs, and forgets the comments.
constexpr transfer::Leftover of_deleted_story{
    .table = "events", .column = "comment_id", .why = "no event says to which story they belong: it was deleted"};

constexpr Table tables[] = {
    {.name = "story_types", .ours = "story_types", .columns = story_types, .seeded = true},
    {.name = "may_mutate_to", .ours = "may_mutate_to", .columns = may_mutate_to, .seeded = true},
    {"stories", "stories", stories},
    {"story_permissions", "story_permissions", story_permissions},
    {"tasks", "tasks", tasks},
    {"storytags", "storytags", storytags},
    {"story_storytags", "story_storytags", story_storytags},
    {"comments", "comments", comments, of_deleted_story},
    {"comments_history", "comments_history", comments_history},
};

}  // namespace

std::span<const Table> transfer_tables() { return tables; }

}  // namespace story
