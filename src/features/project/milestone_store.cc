#include "project/milestone_store.h"

#include <array>
#include <string>

#include "project/refusals.h"

namespace project {
namespace {

constexpr std::string_view columns =
    "m.name, m.branch_id, m.expired, m.expiration_date, m.id, m.created_at, m.updated_at";

constexpr db::Query find_by_id{"project.find_milestone", R"sql(
  select m.name, m.branch_id, m.expired, m.expiration_date, m.id, m.created_at, m.updated_at
    from milestones m
   where m.id = $1
)sql"};

constexpr db::Query insert{"project.insert_milestone", R"sql(
  insert into milestones (name, branch_id, expired, expiration_date, created_at)
  values ($1, $2, $3, $4, $5)
  returning id
)sql"};

constexpr db::Query update{"project.update_milestone", R"sql(
  update milestones
     set name = $2, expired = $3, expiration_date = $4, updated_at = $5
   where id = $1
)sql"};

constexpr db::Query all_queries[] = {find_by_id, insert, update};

constexpr auto sorts = std::to_array<listing::SortColumn>({{"id", "m.id", false},
                                                           {"name", "m.name", false},
                                                           {"branch_id", "m.branch_id", false},
                                                           {"expired", "m.expired", false},
                                                           {"expiration_date", "m.expiration_date"},
                                                           {"created_at", "m.created_at"},
                                                           {"updated_at", "m.updated_at"}});

constexpr listing::Source source{"project.list_milestones", columns, "milestones m", "m.id", sorts};

Milestone milestone_from(const db::Row& row) {
  return {row.get<std::string>(0),         row.get<BranchId>(1),    row.get<bool>(2),
          row.get<std::optional<Time>>(3), row.get<MilestoneId>(4), row.get<std::optional<Time>>(5),
          row.get<std::optional<Time>>(6)};
}

std::string taken_value(const Milestone& milestone) {
  return milestone.name + "-" + std::to_string(milestone.branch_id.value);
}

}  // namespace

std::optional<Milestone> find_milestone(db::Session& session, MilestoneId id) {
  return session.maybe(find_by_id, {id}, milestone_from);
}

listing::Page<Milestone> list_milestones(db::Session& session, const MilestoneFilter& filter, listing::Bound bound) {
  listing::List list(session.engine(), source);
  list.contains("m.name", filter.name);
  list.equals("m.branch_id", filter.branch_id);
  return listing::page_of(session, list, filter, bound, list.count(session),
                          [](db::Session& now, listing::List& rows) { return rows.next(now, milestone_from); });
}

Milestone insert_milestone(db::Transaction& tx, const Milestone& milestone) {
  auto stored = milestone;
  stored.id = refusing_taken("Milestone", taken_value(milestone), [&] {
    return refusing_unknown("Branch " + std::to_string(milestone.branch_id.value), [&] {
      return tx.value<MilestoneId>(insert, {milestone.name, milestone.branch_id, milestone.expired,
                                            milestone.expiration_date, milestone.created_at});
    });
  });
  return stored;
}

void update_milestone(db::Transaction& tx, const Milestone& milestone) {
  refusing_taken("Milestone", taken_value(milestone), [&] {
    return tx.run(update,
                  {milestone.id, milestone.name, milestone.expired, milestone.expiration_date, milestone.updated_at});
  });
}

std::span<const db::Query> milestone_queries() { return all_queries; }

}  // namespace project
