#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/actor.h"
#include "events/event.h"
#include "people/permissions.h"
#include "worklist/worklist.h"

// The events of lists, with the event_info that clients expect of each type. `hidden` is whether the list is.
namespace worklist {

struct About {
  WorklistId list;
  UserId author;
  bool hidden = false;
};

events::NewEvent created_event(const About& about, const std::optional<std::string>& title);
// `field` from one value to another, both as JSON.
events::NewEvent details_event(const About& about, std::string_view field, const std::string& old_json,
                               const std::string& new_json);

}  // namespace worklist
