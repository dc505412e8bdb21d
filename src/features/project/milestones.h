#pragma once

#include "db/session.h"
#include "project/milestone.h"

namespace project {

// Throws Error(not_found) where there is none.
Milestone read_milestone(db::Session& session, MilestoneId id);

// A new milestone has not expired.
Milestone add_milestone(db::Transaction& tx, const NewMilestone& milestone, Time now);

// A milestone stays on its branch; when it expired is what the clock says.
Milestone change_milestone(db::Transaction& tx, MilestoneId id, const MilestoneChange& change, Time now);

}  // namespace project
