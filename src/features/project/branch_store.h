#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "db/session.h"
#include "listing/list.h"
#include "project/branch.h"

namespace project {

// Behind a column that holds a branch's id, with a name for the ?: whether the branch, of any project, is called so.
inline constexpr std::string_view is_branch_named = " in (select b.id from branches b where b.name = ?)";

std::optional<Branch> find_branch(db::Session& session, BranchId id);
// The project's branch that is called master; an import may have left a project without.
std::optional<Branch> find_master_branch(db::Session& session, ProjectId project);
listing::Page<Branch> list_branches(db::Session& session, const BranchFilter& filter, listing::Bound bound);

// Answers the branch with its new id. An unknown project is Error(not_found). Both: a name that is taken in the
// project is Error(invalid).
Branch insert_branch(db::Transaction& tx, const Branch& branch);
void update_branch(db::Transaction& tx, const Branch& branch);

std::span<const db::Query> branch_queries();

}  // namespace project
