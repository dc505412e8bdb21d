#pragma once

#include <optional>
#include <span>

#include "db/session.h"
#include "listing/list.h"
#include "project/milestone.h"

namespace project {

std::optional<Milestone> find_milestone(db::Session& session, MilestoneId id);
listing::Page<Milestone> list_milestones(db::Session& session, const MilestoneFilter& filter, listing::Bound bound);

// Answers the milestone with its new id. An unknown branch is Error(not_found). Both: a name that is taken in the
// branch is Error(invalid).
Milestone insert_milestone(db::Transaction& tx, const Milestone& milestone);
void update_milestone(db::Transaction& tx, const Milestone& milestone);

std::span<const db::Query> milestone_queries();

}  // namespace project
