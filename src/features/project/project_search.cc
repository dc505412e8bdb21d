#include "project/project_search.h"

#include <array>

#include "base/text.h"
#include "fulltext/searching.h"
#include "project/project_store.h"
#include "project/project_texts.h"

namespace project {
namespace {

constexpr auto sqlite_sorts = std::to_array<listing::SortColumn>({{"id", "ft.rowid", false},
                                                                  {"name", "p.name", false},
                                                                  {"description", "p.description"},
                                                                  {"created_at", "p.created_at"},
                                                                  {"updated_at", "p.updated_at"}});
constexpr auto postgresql_sorts = [] {
  auto out = sqlite_sorts;
  out[0].sql = "ft.id";
  return out;
}();
constexpr listing::Source on_sqlite{"project.search", "p.id",
                                    "fulltext_projects ft cross join projects p on p.id = ft.rowid", "ft.rowid",
                                    sqlite_sorts};
constexpr listing::Source on_postgresql{
    "project.search", "p.id", "fulltext_projects ft join projects p on p.id = ft.id", "ft.id", postgresql_sorts};
constexpr fulltext::Sources sources{on_sqlite, on_postgresql};

std::vector<std::int64_t> exactly(db::Session& session, const fulltext::Search& search) {
  if (const auto named = find_project_by_name(session, search.text)) return {named->id.value};
  if (search.id && project_exists(session, {*search.id})) return {*search.id};
  return {};
}

}  // namespace

std::vector<ProjectId> projects_called(db::Session& session, std::string_view text) {
  if (const auto exact = find_project_by_name(session, text)) return {exact->id};
  if (const auto id = parse_integer(text)) return {ProjectId{*id}};
  const auto term = fulltext::term_of(text);
  if (!term) return {};
  constexpr std::int64_t most = 500;
  const fulltext::Searching searching(session, project_texts, sources, [](listing::List&) {});
  const fulltext::Matching matching(session.engine(), project_texts);
  const auto ending = "/" + to_lower_ascii(text);
  std::vector<ProjectId> ids;
  for (const auto id : searching.newest(matching.of(*term, fulltext::In::first), most)) {
    const auto project = find_project(session, {id});
    if (project && ("/" + to_lower_ascii(project->name)).ends_with(ending)) ids.push_back({id});
  }
  return ids;
}

std::vector<Project> search_projects(db::Session& session, const ProjectSearch& search, listing::Bound bound) {
  const auto text = search.q.value_or("");
  const fulltext::Searching searching(session, project_texts, sources, [](listing::List&) {});
  return searching.page(text, search, bound, exactly(session, fulltext::parse_search(text)),
                        [&](std::int64_t id) { return find_project(session, {id}); });
}

}  // namespace project
