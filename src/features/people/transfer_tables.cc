#include "people/transfer_tables.h"

#include <array>

#include "people/preference.h"

namespace people {
namespace {

using transfer::Column;
using transfer::Kind;
using transfer::Table;

constexpr auto users = std::to_array<Column>({
    {"id", Kind::id, {.required = true}},
    {"created_at", Kind::time},
    {"updated_at", Kind::time},
    {"full_name", Kind::text},
    {"email", Kind::text},
    {"openid", Kind::text},
    {"is_staff", Kind::boolean, {.otherwise = 0}},
    {"is_active", Kind::boolean, {.otherwise = 1}},
    {"is_superuser", Kind::boolean, {.otherwise = 0}},
    {"last_login", Kind::time},
    {"enable_login", Kind::boolean, {.otherwise = 1}},
});

constexpr auto teams = std::to_array<Column>({
    {"id", Kind::id, {.required = true}},
    {"created_at", Kind::time},
    {"updated_at", Kind::time},
    {"name", Kind::text, {.required = true}},
});

constexpr auto team_membership = std::to_array<Column>({
    {"user_id", Kind::id, {.required = true, .refers_to = "users"}},
    {"team_id", Kind::id, {.required = true, .refers_to = "teams"}},
});

constexpr auto access_tokens = std::to_array<Column>({
    {"created_at", Kind::time},
    {"updated_at", Kind::time},
    {"id", Kind::id, {.required = true}},
    {"user_id", Kind::id, {.required = true, .refers_to = "users"}},
    {"access_token", Kind::token, {.required = true, .ours = "token_hash"}},
    {"expires_in", Kind::integer, {.required = true}},
    {"expires_at", Kind::time, {.required = true}},
});

constexpr auto authorization_codes = std::to_array<Column>({
    {"created_at", Kind::time},
    {"updated_at", Kind::time},
    {"id", Kind::id, {.required = true}},
    {"code", Kind::token, {.required = true, .ours = "code_hash"}},
    {"state", Kind::text, {.required = true}},
    {"user_id", Kind::id, {.required = true, .refers_to = "users"}},
    {"expires_in", Kind::integer, {.required = true}},
});

constexpr auto refresh_tokens = std::to_array<Column>({
    {"created_at", Kind::time},
    {"updated_at", Kind::time},
    {"id", Kind::id, {.required = true}},
    {"user_id", Kind::id, {.required = true, .refers_to = "users"}},
    {"refresh_token", Kind::token, {.required = true, .ours = "token_hash"}},
    {"expires_at", Kind::time, {.required = true}},
    {"expires_in", Kind::integer, {.required = true}},
    {"access_token_id", Kind::id, {.required = true, .refers_to = "accesstokens", .goes_with = true}},
});

constexpr auto preference_types = names_of(PreferenceType{});

constexpr auto user_preferences = std::to_array<Column>({
    {"id", Kind::id, {.required = true}},
    {"created_at", Kind::time},
    {"updated_at", Kind::time},
    {"user_id", Kind::id, {.required = true, .refers_to = "users"}},
    {"key", Kind::text, {.required = true}},
    {"type", Kind::text, {.required = true, .choices = preference_types}},
    {"value", Kind::text, {.required = true}},
});

constexpr auto permissions = std::to_array<Column>({
    {"id", Kind::id, {.required = true}},
    {"created_at", Kind::time},
    {"updated_at", Kind::time},
    {"name", Kind::text},
    {"codename", Kind::text},
});

constexpr auto user_permissions = std::to_array<Column>({
    {"user_id", Kind::id, {.required = true, .refers_to = "users"}},
    {"permission_id", Kind::id, {.required = true, .refers_to = "permissions"}},
});

constexpr auto team_permissions = std::to_array<Column>({
    {"permission_id", Kind::id, {.required = true, .refers_to = "permissions"}},
    {"team_id", Kind::id, {.required = true, .refers_to = "teams"}},
});

// The reference deletes a story and forgets the list of who may see it.
constexpr transfer::Leftover of_deleted_story{.table = "story_permissions",
                                              .column = "permission_id",
                                              .why = "the story that they let people see was deleted",
                                              .only_where = "codename",
                                              .is = "view_story"};

constexpr Table tables[] = {
    {"users", "users", users},
    {"teams", "teams", teams},
    {"team_membership", "team_membership", team_membership},
    {"accesstokens", "access_tokens", access_tokens},
    {"authorizationcodes", "authorization_codes", authorization_codes},
    {"refreshtokens", "refresh_tokens", refresh_tokens},
    {"user_preferences", "user_preferences", user_preferences},
    {"permissions", "permissions", permissions, of_deleted_story},
    {"user_permissions", "user_permissions", user_permissions},
    {"team_permissions", "team_permissions", team_permissions},
};

}  // namespace

std::span<const Table> transfer_tables() { return tables; }

}  // namespace people
