#include "project/group_store.h"

#include <array>
#include <string>

#include "base/text.h"
#include "following/following.h"
#include "project/refusals.h"

namespace project {
namespace {

constexpr std::string_view columns = "g.name, g.title, g.id, g.created_at, g.updated_at";

constexpr db::Query find_by_id{"project.find_group", R"sql(
  select g.name, g.title, g.id, g.created_at, g.updated_at from project_groups g where g.id = $1
)sql"};

constexpr db::Query find_by_name{"project.find_group_by_name", R"sql(
  select g.name, g.title, g.id, g.created_at, g.updated_at from project_groups g where g.name = $1
)sql"};

constexpr db::Query insert{"project.insert_group", R"sql(
  insert into project_groups (name, title, created_at)
  values ($1, $2, $3)
  returning id
)sql"};

constexpr db::Query update{"project.update_group", R"sql(
  update project_groups set name = $2, title = $3, updated_at = $4 where id = $1
)sql"};

constexpr db::Query remove{"project.delete_group", R"sql(
  delete from project_groups
   where id = $1
     and not exists (select 1 from project_group_mapping m where m.project_group_id = $1)
)sql"};

constexpr db::Query add_project{"project.add_to_group", R"sql(
  insert into project_group_mapping (project_group_id, project_id)
  values ($1, $2)
  on conflict do nothing
)sql"};

constexpr db::Query take_project{"project.take_from_group", R"sql(
  delete from project_group_mapping where project_group_id = $1 and project_id = $2
)sql"};

constexpr db::Query of_project{"project.groups_of", R"sql(
  select project_group_id from project_group_mapping where project_id = $1 order by project_group_id
)sql"};

constexpr db::Query all_queries[] = {find_by_id, find_by_name, insert,       update,
                                     remove,     add_project,  take_project, of_project};

constexpr auto sorts = std::to_array<listing::SortColumn>({{"id", "g.id", false},
                                                           {"name", "g.name", false},
                                                           {"title", "g.title"},
                                                           {"created_at", "g.created_at"},
                                                           {"updated_at", "g.updated_at"}});

constexpr listing::Source source{"project.list_groups", columns, "project_groups g", "g.id", sorts};

ProjectGroup group_from(const db::Row& row) {
  return {row.get<std::string>(0), row.get<std::optional<std::string>>(1), row.get<ProjectGroupId>(2),
          row.get<std::optional<Time>>(3), row.get<std::optional<Time>>(4)};
}

}  // namespace

std::optional<ProjectGroup> find_group(db::Session& session, ProjectGroupId id) {
  return session.maybe(find_by_id, {id}, group_from);
}

std::optional<ProjectGroup> find_group_by_name(db::Session& session, std::string_view name) {
  return session.maybe(find_by_name, {name}, group_from);
}

std::optional<ProjectGroupId> group_called(db::Session& session, std::string_view text) {
  if (const auto group = find_group_by_name(session, text)) return group->id;
  if (const auto id = parse_integer(text)) return ProjectGroupId{*id};
  return std::nullopt;
}

listing::Page<ProjectGroup> list_groups(db::Session& session, const ProjectGroupFilter& filter, listing::Bound bound) {
  listing::List list(session.engine(), source);
  list.contains("g.name", filter.name);
  list.contains("g.title", filter.title);
  following::only_followed(list, following::Kind::project_group, "g.id", filter.subscriber_id);
  return listing::page_of(session, list, filter, bound, list.count(session),
                          [](db::Session& now, listing::List& rows) { return rows.next(now, group_from); });
}

ProjectGroup insert_group(db::Transaction& tx, const NewProjectGroup& group, Time now) {
  const auto id = refusing_taken("ProjectGroup", group.name, [&] {
    return tx.value<ProjectGroupId>(insert, {group.name, group.title, now});
  });
  return {group.name, group.title, id, now, std::nullopt};
}

void update_group(db::Transaction& tx, const ProjectGroup& group) {
  refusing_taken("ProjectGroup", group.name, [&] {
    return tx.run(update, {group.id, group.name, group.title, group.updated_at});
  });
}

void delete_group(db::Transaction& tx, ProjectGroupId id) {
  if (tx.run(remove, {id}) == 0) throw invalid("Project group must be empty.");
}

bool add_to_group(db::Transaction& tx, ProjectGroupId group, ProjectId project) {
  return tx.run(add_project, {group, project}) > 0;
}

bool take_from_group(db::Transaction& tx, ProjectGroupId group, ProjectId project) {
  return tx.run(take_project, {group, project}) > 0;
}

std::vector<ProjectGroupId> groups_of(db::Session& session, ProjectId project) {
  return session.all(of_project, {project}, [](const db::Row& row) { return row.get<ProjectGroupId>(0); });
}

void within_group(listing::List& list, std::string_view project_column, std::optional<std::int64_t> group) {
  if (group.value_or(0) == 0) return;
  list.where(std::string(project_column) + std::string(is_in_group), {*group});
}

std::span<const db::Query> group_queries() { return all_queries; }

}  // namespace project
