#include "project/project_store.h"

#include <array>

#include "following/following.h"
#include "project/group_store.h"
#include "project/project_texts.h"
#include "project/refusals.h"

namespace project {
namespace {

constexpr std::string_view columns =
    "p.name, p.description, p.is_active, p.repo_url, p.autocreate_branches, p.id, p.created_at, p.updated_at";

constexpr db::Query find_by_id{"project.find_project", R"sql(
  select p.name, p.description, p.is_active, p.repo_url, p.autocreate_branches, p.id, p.created_at, p.updated_at
    from projects p
   where p.id = $1
)sql"};

constexpr db::Query find_by_name{"project.find_project_by_name", R"sql(
  select p.name, p.description, p.is_active, p.repo_url, p.autocreate_branches, p.id, p.created_at, p.updated_at
    from projects p
   where p.name = $1
)sql"};

constexpr db::Query exists{"project.project_exists", "select 1 from projects where id = $1"};

constexpr db::Query of_group{"project.list_group_projects", R"sql(
  select p.name, p.description, p.is_active, p.repo_url, p.autocreate_branches, p.id, p.created_at, p.updated_at
    from project_group_mapping m
    join projects p on p.id = m.project_id
   where m.project_group_id = $1
   order by p.id
)sql"};

constexpr db::Query insert{"project.insert_project", R"sql(
  insert into projects (name, description, is_active, repo_url, autocreate_branches, created_at)
  values ($1, $2, $3, $4, $5, $6)
  returning id
)sql"};

constexpr db::Query update{"project.update_project", R"sql(
  update projects
     set name = $2, description = $3, is_active = $4, repo_url = $5, autocreate_branches = $6, updated_at = $7
   where id = $1
)sql"};

constexpr db::Query touch{"project.touch_project", "update projects set updated_at = $2 where id = $1"};

constexpr db::Query all_queries[] = {find_by_id, find_by_name, exists, of_group, insert, update, touch};

constexpr auto sorts = std::to_array<listing::SortColumn>({{"id", "p.id", false},
                                                           {"name", "p.name", false},
                                                           {"description", "p.description"},
                                                           {"team_id", "p.team_id"},
                                                           {"is_active", "p.is_active", false},
                                                           {"repo_url", "p.repo_url"},
                                                           {"autocreate_branches", "p.autocreate_branches", false},
                                                           {"created_at", "p.created_at"},
                                                           {"updated_at", "p.updated_at"}});

constexpr listing::Source source{"project.list_projects", columns, "projects p", "p.id", sorts};

Project project_from(const db::Row& row) {
  return {row.get<std::string>(0),
          row.get<std::optional<std::string>>(1),
          row.get<bool>(2),
          row.get<std::optional<std::string>>(3),
          row.get<bool>(4),
          row.get<ProjectId>(5),
          row.get<std::optional<Time>>(6),
          row.get<std::optional<Time>>(7)};
}

}  // namespace

std::optional<Project> find_project(db::Session& session, ProjectId id) {
  return session.maybe(find_by_id, {id}, project_from);
}

std::optional<Project> find_project_by_name(db::Session& session, std::string_view name) {
  return session.maybe(find_by_name, {name}, project_from);
}

bool project_exists(db::Session& session, ProjectId id) { return session.exists(exists, {id}); }

listing::Page<Project> list_projects(db::Session& session, const ProjectFilter& filter, listing::Bound bound) {
  listing::List list(session.engine(), source);
  list.contains("p.name", filter.name);
  list.contains("p.description", filter.description);
  within_group(list, "p.id", filter.project_group_id);
  following::only_followed(list, following::Kind::project, "p.id", filter.subscriber_id);
  return listing::page_of(session, list, filter, bound, list.count(session),
                          [](db::Session& now, listing::List& rows) { return rows.next(now, project_from); });
}

std::vector<Project> list_group_projects(db::Session& session, ProjectGroupId group) {
  return session.all(of_group, {group}, project_from);
}

Project insert_project(db::Transaction& tx, const NewProject& project, Time now) {
  const auto id = refusing_taken("Project", project.name, [&] {
    return tx.value<ProjectId>(insert, {project.name, project.description, project.is_active, project.repo_url,
                                        project.autocreate_branches, now});
  });
  fulltext::put_in(tx, project_texts, id.value);
  return {project.name, project.description, project.is_active, project.repo_url, project.autocreate_branches, id,
          now,          std::nullopt};
}

void update_project(db::Transaction& tx, const Project& project) {
  refusing_taken("Project", project.name, [&] {
    return fulltext::rewording(tx, project_texts, project.id.value, [&] {
      return tx.run(update, {project.id, project.name, project.description, project.is_active, project.repo_url,
                             project.autocreate_branches, project.updated_at});
    });
  });
}

void touch_project(db::Transaction& tx, ProjectId id, Time now) { tx.run(touch, {id, now}); }

std::span<const db::Query> project_queries() { return all_queries; }

}  // namespace project
