#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/actor.h"
#include "events/event.h"
#include "people/permissions.h"
#include "worklist/card.h"
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

// A card, the position that is told of it, and the one at which the actor sees it.
struct Placed {
  Card card;
  std::int64_t position = 0;
  std::int64_t seen_at = 0;
};
// What happened to the list that `about` names; hidden as well from those who may not see the card's story.
events::NewEvent item_added_event(const About& about, const Placed& item);
events::NewEvent item_removed_event(const About& about, const Placed& item);
events::NewEvent item_changed_event(const About& about, const Placed& was, const Placed& is);

// Filters as they are told: with their criteria, but without numbers and dates.
events::NewEvent filter_added_event(const About& about, const WorklistFilter& filter);
events::NewEvent filter_removed_event(const About& about, const WorklistFilter& filter);
events::NewEvent filter_changed_event(const About& about, const WorklistFilter& was, const WorklistFilter& is);

struct NamedUser {
  UserId id;
  std::string name;
};
struct PermissionChanged {
  PermissionId id;
  std::string_view codename;
};
events::NewEvent permission_created_event(const About& about, const PermissionChanged& permission,
                                          const std::vector<NamedUser>& users);
events::NewEvent permissions_changed_event(const About& about, const PermissionChanged& permission,
                                           const std::vector<NamedUser>& added, const std::vector<NamedUser>& removed);

}  // namespace worklist
