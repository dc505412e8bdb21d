#include "following/transfer_tables.h"

#include <array>

#include "following/following.h"

namespace following {
namespace {

using transfer::Column;
using transfer::Kind;

constexpr auto target_types = names_of(following::Kind{});

constexpr auto subscriptions = std::to_array<Column>({
    {"created_at", Kind::time},
    {"updated_at", Kind::time},
    {"id", Kind::id, {.required = true}},
    {"user_id", Kind::id, {.required = true, .refers_to = "users"}},
    {"target_type", Kind::text, {.required = true, .choices = target_types}},
    {"target_id", Kind::id, {.required = true}},
});

constexpr auto events = std::to_array<Column>({
    {"id", Kind::id, {.required = true}},
    {"created_at", Kind::time},
    {"updated_at", Kind::time},
    {"subscriber_id", Kind::id, {.required = true, .refers_to = "users"}},
    {"event_type", Kind::text, {.required = true}},
    {"event_info", Kind::text},
    {"author_id", Kind::id, {.refers_to = "users"}},
});

constexpr transfer::Table tables[] = {
    {"subscriptions", "subscriptions", subscriptions},
    {"subscription_events", "subscription_events", events},
};

}  // namespace

std::span<const transfer::Table> transfer_tables() { return tables; }

}  // namespace following
