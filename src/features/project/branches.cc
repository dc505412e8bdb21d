#include "project/branches.h"

#include <string>

#include "base/error.h"
#include "project/branch_store.h"
#include "project/expiry.h"

namespace project {

Branch read_branch(db::Session& session, BranchId id) {
  auto branch = find_branch(session, id);
  if (!branch) throw not_found("Branch " + std::to_string(id.value) + " not found");
  return *std::move(branch);
}

Branch add_branch(db::Transaction& tx, const NewBranch& branch, Time now) {
  refuse_expired("branch", branch);
  Branch stored;
  stored.name = branch.name;
  stored.project_id = branch.project_id;
  stored.autocreated = branch.autocreated;
  stored.restricted = branch.restricted;
  stored.created_at = now;
  return insert_branch(tx, stored);
}

Branch change_branch(db::Transaction& tx, BranchId id, const BranchChange& change, Time now) {
  auto branch = read_branch(tx, id);
  change_expiry(branch, change, now);
  if (change.project_id && *change.project_id != branch.project_id) {
    throw invalid("You can't associate branch " + std::to_string(id.value) + " with another project.");
  }
  if (change.name) branch.name = *change.name;
  if (change.autocreated) branch.autocreated = *change.autocreated;
  if (change.restricted) branch.restricted = *change.restricted;
  branch.updated_at = now;
  update_branch(tx, branch);
  return branch;
}

}  // namespace project
