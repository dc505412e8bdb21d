#include "worklist/filter_store.h"

#include <algorithm>

namespace worklist {
namespace {

constexpr db::Query find_filters{"worklist.filters_of", R"sql(
  select f.type, f.list_id, f.query, f.id, f.created_at, f.updated_at
    from worklist_filters f
   where f.list_id = $1
   order by f.id
)sql"};

constexpr db::Query find_criteria{"worklist.criteria_of", R"sql(
  select c.title, c.value, c.field, c.negative, c.filter_id, c.id, c.created_at, c.updated_at
    from filter_criteria c
    join worklist_filters f on f.id = c.filter_id
   where f.list_id = $1
   order by c.filter_id, c.id
)sql"};

constexpr db::Query insert{"worklist.insert_filter", R"sql(
  insert into worklist_filters (created_at, type, list_id, query)
  values ($1, $2, $3, $4)
  returning id
)sql"};

constexpr db::Query insert_one{"worklist.insert_criterion", R"sql(
  insert into filter_criteria (created_at, title, value, field, negative, filter_id)
  values ($1, $2, $3, $4, $5, $6)
  returning id
)sql"};

constexpr db::Query update{"worklist.update_filter", R"sql(
  update worklist_filters set updated_at = $2, type = $3, query = $4 where id = $1
)sql"};

constexpr db::Query update_one{"worklist.update_criterion", R"sql(
  update filter_criteria set updated_at = $2, title = $3, value = $4, field = $5, negative = $6 where id = $1
)sql"};

constexpr db::Query remove_one{"worklist.delete_criterion", "delete from filter_criteria where id = $1"};
constexpr db::Query remove_all{"worklist.delete_criteria", "delete from filter_criteria where filter_id = $1"};
constexpr db::Query remove{"worklist.delete_filter", "delete from worklist_filters where id = $1"};

constexpr db::Query all_queries[] = {find_filters, find_criteria, insert,     insert_one, update,
                                     update_one,   remove_one,    remove_all, remove};

WorklistFilter filter_from(const db::Row& row) {
  WorklistFilter filter;
  filter.type = row.text(0) == "Story" ? FilterType::story : FilterType::task;
  filter.list_id = row.get<WorklistId>(1);
  filter.query.value = row.get<std::optional<std::string>>(2);
  filter.id = row.get<WorklistFilterId>(3);
  filter.created_at = row.get<std::optional<Time>>(4);
  filter.updated_at = row.get<std::optional<Time>>(5);
  return filter;
}

FilterCriterion criterion_from(const db::Row& row) {
  FilterCriterion criterion;
  criterion.title = row.get<std::string>(0);
  criterion.value = row.get<std::string>(1);
  criterion.field = row.get<std::string>(2);
  criterion.negative = row.get<bool>(3);
  criterion.filter_id = row.get<WorklistFilterId>(4);
  criterion.id = row.get<FilterCriterionId>(5);
  criterion.created_at = row.get<std::optional<Time>>(6);
  criterion.updated_at = row.get<std::optional<Time>>(7);
  return criterion;
}

}  // namespace

std::vector<WorklistFilter> filters_of(db::Session& session, WorklistId list) {
  auto filters = session.all(find_filters, {list}, filter_from);
  session.each(find_criteria, {list}, [&](const db::Row& row) {
    auto criterion = criterion_from(row);
    const auto owner = std::find_if(filters.begin(), filters.end(),
                                    [&](const WorklistFilter& one) { return one.id == criterion.filter_id; });
    if (owner != filters.end()) owner->filter_criteria.push_back(std::move(criterion));
  });
  return filters;
}

std::optional<WorklistFilter> find_filter(db::Session& session, WorklistId list, WorklistFilterId id) {
  for (auto& one : filters_of(session, list)) {
    if (one.id == id) return std::move(one);
  }
  return std::nullopt;
}

WorklistFilter insert_filter(db::Transaction& tx, WorklistFilter filter) {
  filter.id = tx.value<WorklistFilterId>(
      insert, {filter.created_at, json::name_of(filter.type), filter.list_id, filter.query.value});
  return filter;
}

FilterCriterion insert_criterion(db::Transaction& tx, FilterCriterion one) {
  one.id = tx.value<FilterCriterionId>(insert_one,
                                       {one.created_at, one.title, one.value, one.field, one.negative, one.filter_id});
  return one;
}

void update_filter(db::Transaction& tx, const WorklistFilter& filter) {
  tx.run(update, {filter.id, filter.updated_at, json::name_of(filter.type), filter.query.value});
}

void update_criterion(db::Transaction& tx, const FilterCriterion& one) {
  tx.run(update_one, {one.id, one.updated_at, one.title, one.value, one.field, one.negative});
}

void delete_criterion(db::Transaction& tx, FilterCriterionId id) { tx.run(remove_one, {id}); }

void delete_filter(db::Transaction& tx, WorklistFilterId id) {
  tx.run(remove_all, {id});
  tx.run(remove, {id});
}

std::span<const db::Query> filter_queries() { return all_queries; }

}  // namespace worklist
