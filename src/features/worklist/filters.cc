#include "worklist/filters.h"

#include <algorithm>

#include "base/error.h"
#include "events/outbox.h"
#include "story/story_query.h"
#include "worklist/event_info.h"
#include "worklist/filter_store.h"
#include "worklist/guards.h"

namespace worklist {
namespace {

About about(db::Session& session, const auth::Actor& actor, WorklistId list) {
  return {list, actor.id, is_hidden(session, list)};
}

WorklistFilter filter_or_not_found(db::Session& session, WorklistId list, WorklistFilterId id) {
  auto filter = find_filter(session, list, id);
  if (!filter) throw not_found("Filter " + std::to_string(id.value) + " not found");
  return *std::move(filter);
}

// A query text that cannot be understood is not kept.
void check(FilterType type, const std::optional<std::string>& query) {
  if (query) story::check_query(type == FilterType::story ? story::QueryOf::stories : story::QueryOf::tasks, *query);
}

void fill(FilterCriterion& criterion, const NewCriterion& wanted) {
  criterion.title = wanted.title;
  criterion.value = wanted.value;
  criterion.field = json::name_of(wanted.field);
  criterion.negative = wanted.negative;
}

bool differ(const FilterCriterion& a, const FilterCriterion& b) {
  return a.title != b.title || a.value != b.value || a.field != b.field || a.negative != b.negative;
}

FilterCriterion added(db::Transaction& tx, WorklistFilterId filter, const NewCriterion& wanted, Time now) {
  FilterCriterion criterion;
  fill(criterion, wanted);
  criterion.filter_id = filter;
  criterion.created_at = now;
  return insert_criterion(tx, std::move(criterion));
}

FilterCriterion changed(db::Transaction& tx, const WorklistFilter& filter, const NewCriterion& wanted, Time now) {
  const auto& all = filter.filter_criteria;
  const auto before = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id == wanted.id; });
  if (before == all.end()) {
    throw not_found("Criterion " + std::to_string(wanted.id->value) + " not found in this filter");
  }
  auto criterion = *before;
  fill(criterion, wanted);
  if (!differ(*before, criterion)) return criterion;
  criterion.updated_at = now;
  update_criterion(tx, criterion);
  return criterion;
}

std::vector<FilterCriterion> replace_criteria(db::Transaction& tx, const WorklistFilter& filter,
                                              const std::vector<NewCriterion>& wanted, Time now) {
  std::vector<FilterCriterion> criteria;
  for (const auto& one : wanted) {
    criteria.push_back(one.id ? changed(tx, filter, one, now) : added(tx, filter.id, one, now));
  }
  for (const auto& old : filter.filter_criteria) {
    const bool stays = std::any_of(wanted.begin(), wanted.end(), [&](const auto& one) { return one.id == old.id; });
    if (!stays) delete_criterion(tx, old.id);
  }
  std::sort(criteria.begin(), criteria.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  return criteria;
}

}  // namespace

std::vector<WorklistFilter> read_filters(db::Session& session, const auth::Actor& reader, WorklistId list) {
  require_visible(session, reader, list);
  return filters_of(session, list);
}

WorklistFilter read_filter(db::Session& session, const auth::Actor& reader, WorklistId list, WorklistFilterId id) {
  require_visible(session, reader, list);
  return filter_or_not_found(session, list, id);
}

WorklistFilter add_filter(db::Transaction& tx, const auth::Actor& actor, WorklistId list, const NewFilter& wanted,
                          Time now) {
  require_editable(tx, actor, list);
  return store_filter(tx, actor, list, wanted, now);
}

WorklistFilter store_filter(db::Transaction& tx, const auth::Actor& actor, WorklistId list, const NewFilter& wanted,
                            Time now) {
  check(wanted.type, wanted.query);
  WorklistFilter filter;
  filter.type = wanted.type;
  filter.list_id = list;
  filter.query.value = wanted.query;
  filter.created_at = now;
  filter = insert_filter(tx, std::move(filter));
  for (const auto& one : wanted.filter_criteria) filter.filter_criteria.push_back(added(tx, filter.id, one, now));
  events::publish(tx, filter_added_event(about(tx, actor, list), filter), now);
  return filter;
}

WorklistFilter change_filter(db::Transaction& tx, const auth::Actor& actor, WorklistId list, WorklistFilterId id,
                             const FilterChange& change, Time now) {
  require_editable(tx, actor, list);
  const auto before = filter_or_not_found(tx, list, id);
  auto filter = before;
  if (change.type) filter.type = *change.type;
  if (change.query) filter.query.value = *change.query;
  check(filter.type, filter.query.value);
  if (filter.type != before.type || filter.query.value != before.query.value) {
    filter.updated_at = now;
    update_filter(tx, filter);
  }
  if (change.filter_criteria) filter.filter_criteria = replace_criteria(tx, before, *change.filter_criteria, now);
  events::publish(tx, filter_changed_event(about(tx, actor, list), before, filter), now);
  return filter;
}

void remove_filter(db::Transaction& tx, const auth::Actor& actor, WorklistId list, WorklistFilterId id, Time now) {
  require_editable(tx, actor, list);
  const auto filter = filter_or_not_found(tx, list, id);
  delete_filter(tx, id);
  events::publish(tx, filter_removed_event(about(tx, actor, list), filter), now);
}

}  // namespace worklist
