#pragma once

#include <optional>
#include <span>
#include <vector>

#include "db/session.h"
#include "worklist/filter.h"

namespace worklist {

// With their criteria.
std::vector<WorklistFilter> filters_of(db::Session& session, WorklistId list);
// Of this list alone.
std::optional<WorklistFilter> find_filter(db::Session& session, WorklistId list, WorklistFilterId id);

// Without the criteria, which follow one by one. Both return the row with its id.
WorklistFilter insert_filter(db::Transaction& tx, WorklistFilter filter);
FilterCriterion insert_criterion(db::Transaction& tx, FilterCriterion criterion);
void update_filter(db::Transaction& tx, const WorklistFilter& filter);
void update_criterion(db::Transaction& tx, const FilterCriterion& criterion);
void delete_criterion(db::Transaction& tx, FilterCriterionId id);
// With its criteria.
void delete_filter(db::Transaction& tx, WorklistFilterId id);

std::span<const db::Query> filter_queries();

}  // namespace worklist
