#pragma once

#include "db/session.h"
#include "project/branch.h"

namespace project {

// Throws Error(not_found) where there is none.
Branch read_branch(db::Session& session, BranchId id);

// A new branch has not expired.
Branch add_branch(db::Transaction& tx, const NewBranch& branch, Time now);

// A branch stays in its project; when it expired is what the clock says.
Branch change_branch(db::Transaction& tx, BranchId id, const BranchChange& change, Time now);

}  // namespace project
