#include "events/transfer_tables.h"

#include <array>

#include "events/event.h"

namespace events {
namespace {

using transfer::Column;
using transfer::Kind;

constexpr auto types = names_of(Type{});

constexpr auto columns = std::to_array<Column>({
    {"created_at", Kind::time, {.required = true}},
    {"updated_at", Kind::time},
    {"id", Kind::id, {.required = true}},
    {"story_id", Kind::id, {.refers_to = "stories"}},
    {"comment_id", Kind::id, {.refers_to = "comments"}},
    {"author_id", Kind::id, {.refers_to = "users"}},
    {"event_type", Kind::text, {.required = true, .choices = types}},
    {"event_info", Kind::text},
    {"board_id", Kind::id, {.refers_to = "boards"}},
    {"worklist_id", Kind::id, {.refers_to = "worklists"}},
});

constexpr transfer::Table tables[] = {{"events", "events", columns}};

}  // namespace

std::span<const transfer::Table> transfer_tables() { return tables; }

}  // namespace events
