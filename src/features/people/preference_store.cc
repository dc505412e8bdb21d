#include "people/preference_store.h"

#include "json/fields.h"

namespace people {
namespace {

constexpr db::Query list{"people.preferences_of", "select key, type, value from user_preferences where user_id = $1"};

constexpr db::Query find{"people.prefers", R"sql(
  select 1 from user_preferences where user_id = $1 and key = $2 and type = $3 and value = $4
)sql"};

constexpr db::Query set{"people.set_preference", R"sql(
  insert into user_preferences (created_at, user_id, key, type, value)
  values ($1, $2, $3, $4, $5)
  on conflict (user_id, key) do update
     set type = excluded.type, value = excluded.value, updated_at = excluded.created_at
)sql"};

constexpr db::Query remove{"people.delete_preference", "delete from user_preferences where user_id = $1 and key = $2"};

constexpr db::Query all_queries[] = {list, find, set, remove};

}  // namespace

Preferences preferences_of(db::Session& session, UserId user) {
  Preferences all;
  session.each(list, {user}, [&](const db::Row& row) {
    const auto type = json::from_name<PreferenceType>(row.text(1)).value_or(PreferenceType::text);
    all.emplace(row.get<std::string>(0), PreferenceValue{type, row.get<std::string>(2)});
  });
  return all;
}

bool prefers(db::Session& session, UserId user, std::string_view key, const PreferenceValue& value) {
  return session.exists(find, {user, key, json::name_of(value.type), value.text});
}

void set_preference(db::Transaction& tx, UserId user, std::string_view key, const PreferenceValue& value, Time now) {
  tx.run(set, {now, user, key, json::name_of(value.type), value.text});
}

void delete_preference(db::Transaction& tx, UserId user, std::string_view key) { tx.run(remove, {user, key}); }

std::span<const db::Query> preference_queries() { return all_queries; }

}  // namespace people
