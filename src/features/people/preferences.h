#pragma once

#include <string>
#include <string_view>

#include "auth/actor.h"
#include "db/session.h"
#include "people/preference.h"

namespace people {

// From and to a JSON object. Reading throws FormError listing all that is wrong: keys have 3 to 100 characters, texts
// 1 to 255, and there is nothing but texts, numbers, booleans and null.
PreferencesChange read_change_of_preferences(std::string_view json);
std::string to_json(const Preferences& preferences);

// Everybody's own, not even for superusers: else Error(forbidden).
Preferences read_preferences(db::Session& session, const auth::Actor& reader, UserId user);
// Keys that are not mentioned stay. Answers all there are then.
Preferences change_preferences(db::Transaction& tx, const auth::Actor& actor, UserId user,
                               const PreferencesChange& change, Time now);

}  // namespace people
