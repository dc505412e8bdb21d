#pragma once

#include <span>
#include <string_view>

#include "auth/actor.h"
#include "db/session.h"
#include "people/preference.h"

namespace people {

Preferences preferences_of(db::Session& session, UserId user);
// For features that ask for one: whether it is set to exactly this.
bool prefers(db::Session& session, UserId user, std::string_view key, const PreferenceValue& value);

void set_preference(db::Transaction& tx, UserId user, std::string_view key, const PreferenceValue& value, Time now);
void delete_preference(db::Transaction& tx, UserId user, std::string_view key);

std::span<const db::Query> preference_queries();

}  // namespace people
