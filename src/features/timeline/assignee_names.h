#pragma once

#include "db/session.h"
#include "story/timeline_event.h"

namespace timeline {

// The info of a change of assignee tells ids; readers want names: old_assignee_fullname and new_assignee_fullname,
// "unassigned" for nobody. Other events are left as they are.
void add_assignee_names(db::Session& session, story::TimelineEvent& event);

}  // namespace timeline
