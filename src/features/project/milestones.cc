#include "project/milestones.h"

#include <string>

#include "base/error.h"
#include "project/expiry.h"
#include "project/milestone_store.h"

namespace project {

Milestone read_milestone(db::Session& session, MilestoneId id) {
  auto milestone = find_milestone(session, id);
  if (!milestone) throw not_found("Milestone " + std::to_string(id.value) + " not found");
  return *std::move(milestone);
}

Milestone add_milestone(db::Transaction& tx, const NewMilestone& milestone, Time now) {
  refuse_expired("milestone", milestone);
  Milestone stored;
  stored.name = milestone.name;
  stored.branch_id = milestone.branch_id;
  stored.created_at = now;
  return insert_milestone(tx, stored);
}

Milestone change_milestone(db::Transaction& tx, MilestoneId id, const MilestoneChange& change, Time now) {
  auto milestone = read_milestone(tx, id);
  change_expiry(milestone, change, now);
  if (change.branch_id && *change.branch_id != milestone.branch_id) {
    throw invalid("You can't associate milestone " + std::to_string(id.value) + " with another branch.");
  }
  if (change.name) milestone.name = *change.name;
  milestone.updated_at = now;
  update_milestone(tx, milestone);
  return milestone;
}

}  // namespace project
