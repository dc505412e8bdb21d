#include "project/branch_store.h"

#include <array>
#include <string>

#include "project/group_store.h"
#include "project/refusals.h"

namespace project {
namespace {

constexpr std::string_view columns =
    "b.name, b.project_id, b.expired, b.expiration_date, b.autocreated, b.restricted, b.id, b.created_at, b.updated_at";

constexpr db::Query find_by_id{"project.find_branch", R"sql(
  select b.name, b.project_id, b.expired, b.expiration_date, b.autocreated, b.restricted, b.id, b.created_at,
         b.updated_at
    from branches b
   where b.id = $1
)sql"};

constexpr db::Query find_by_name{"project.find_branch_by_name", R"sql(
  select b.name, b.project_id, b.expired, b.expiration_date, b.autocreated, b.restricted, b.id, b.created_at,
         b.updated_at
    from branches b
   where b.project_id = $1 and b.name = $2
)sql"};

constexpr db::Query insert{"project.insert_branch", R"sql(
  insert into branches (name, project_id, expired, expiration_date, autocreated, restricted, created_at)
  values ($1, $2, $3, $4, $5, $6, $7)
  returning id
)sql"};

constexpr db::Query update{"project.update_branch", R"sql(
  update branches
     set name = $2, expired = $3, expiration_date = $4, autocreated = $5, restricted = $6, updated_at = $7
   where id = $1
)sql"};

constexpr db::Query all_queries[] = {find_by_id, find_by_name, insert, update};

constexpr auto sorts = std::to_array<listing::SortColumn>({{"id", "b.id", false},
                                                           {"name", "b.name", false},
                                                           {"project_id", "b.project_id", false},
                                                           {"expired", "b.expired", false},
                                                           {"expiration_date", "b.expiration_date"},
                                                           {"autocreated", "b.autocreated", false},
                                                           {"restricted", "b.restricted", false},
                                                           {"created_at", "b.created_at"},
                                                           {"updated_at", "b.updated_at"}});

constexpr listing::Source source{"project.list_branches", columns, "branches b", "b.id", sorts};

Branch branch_from(const db::Row& row) {
  return {row.get<std::string>(0),
          row.get<ProjectId>(1),
          row.get<bool>(2),
          row.get<std::optional<Time>>(3),
          row.get<bool>(4),
          row.get<bool>(5),
          row.get<BranchId>(6),
          row.get<std::optional<Time>>(7),
          row.get<std::optional<Time>>(8)};
}

std::string taken_value(const Branch& branch) { return branch.name + "-" + std::to_string(branch.project_id.value); }

}  // namespace

std::optional<Branch> find_branch(db::Session& session, BranchId id) {
  return session.maybe(find_by_id, {id}, branch_from);
}

std::optional<Branch> find_master_branch(db::Session& session, ProjectId project) {
  return session.maybe(find_by_name, {project, master_branch}, branch_from);
}

listing::Page<Branch> list_branches(db::Session& session, const BranchFilter& filter, listing::Bound bound) {
  listing::List list(session.engine(), source);
  list.contains("b.name", filter.name);
  list.equals("b.project_id", filter.project_id);
  within_group(list, "b.project_id", filter.project_group_id);
  return listing::page_of(session, list, filter, bound, list.count(session),
                          [](db::Session& now, listing::List& rows) { return rows.next(now, branch_from); });
}

Branch insert_branch(db::Transaction& tx, const Branch& branch) {
  auto stored = branch;
  stored.id = refusing_taken("Branch", taken_value(branch), [&] {
    return refusing_unknown("Project " + std::to_string(branch.project_id.value), [&] {
      return tx.value<BranchId>(insert, {branch.name, branch.project_id, branch.expired, branch.expiration_date,
                                         branch.autocreated, branch.restricted, branch.created_at});
    });
  });
  return stored;
}

void update_branch(db::Transaction& tx, const Branch& branch) {
  refusing_taken("Branch", taken_value(branch), [&] {
    return tx.run(update, {branch.id, branch.name, branch.expired, branch.expiration_date, branch.autocreated,
                           branch.restricted, branch.updated_at});
  });
}

std::span<const db::Query> branch_queries() { return all_queries; }

}  // namespace project
