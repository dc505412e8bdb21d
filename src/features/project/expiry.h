#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/time.h"
#include "json/fields.h"

namespace project {

// The rules of expiring that branches and milestones share. Each Thing has expired and expiration_date.

template <class NewThing>
void refuse_expired(std::string_view kind, const NewThing& thing) {
  if (thing.expired || thing.expiration_date) throw invalid("Can't create expired " + std::string(kind) + ".");
}

// The date follows `expired`, and is never given: clients that send a whole thing back may only repeat that it has
// none.
template <class Thing, class Change>
void change_expiry(Thing& thing, const Change& change, Time now) {
  const auto& given = change.expiration_date;
  if (given && (*given || thing.expiration_date)) throw invalid("Can't change expiration date.");
  if (!change.expired) return;
  thing.expired = *change.expired;
  thing.expiration_date = thing.expired ? std::optional(now) : std::nullopt;
}

}  // namespace project
