#include "story/story_search.h"

#include <algorithm>
#include <array>
#include <functional>

#include "fulltext/searching.h"
#include "fulltext/similar.h"
#include "story/story_list.h"
#include "story/story_store.h"
#include "story/task_store.h"
#include "story/texts.h"

namespace story {
namespace {

constexpr auto story_sorts = std::to_array<listing::SortColumn>({{"id", "ft.rowid", false},
                                                                 {"created_at", "s.created_at"},
                                                                 {"updated_at", "s.updated_at"},
                                                                 {"creator_id", "s.creator_id"},
                                                                 {"title", "s.title"},
                                                                 {"description", "s.description"},
                                                                 {"is_bug", "s.is_bug"},
                                                                 {"story_type_id", "s.story_type_id"},
                                                                 {"private", "s.private", false},
                                                                 {"status", "s.status", false}});

constexpr auto task_sorts = std::to_array<listing::SortColumn>({{"id", "ft.rowid", false},
                                                                {"created_at", "t.created_at"},
                                                                {"updated_at", "t.updated_at"},
                                                                {"title", "t.title"},
                                                                {"status", "t.status", false},
                                                                {"story_id", "t.story_id", false},
                                                                {"project_id", "t.project_id"},
                                                                {"assignee_id", "t.assignee_id"},
                                                                {"creator_id", "t.creator_id"},
                                                                {"priority", "t.priority"},
                                                                {"branch_id", "t.branch_id"},
                                                                {"milestone_id", "t.milestone_id"},
                                                                {"link", "t.link"}});

template <std::size_t count>
constexpr auto by_id(std::array<listing::SortColumn, count> sorts) {
  sorts[0].sql = "ft.id";
  return sorts;
}
constexpr auto story_sorts_postgresql = by_id(story_sorts);
constexpr auto task_sorts_postgresql = by_id(task_sorts);

// "cross join" tells SQLite to begin with the index, which gives the newest matches first and no more than needed.
constexpr listing::Source stories_on_sqlite{
    "story.search", "s.id", "fulltext_stories ft cross join stories s on s.id = ft.rowid", "ft.rowid", story_sorts};
constexpr listing::Source stories_on_postgresql{
    "story.search", "s.id", "fulltext_stories ft join stories s on s.id = ft.id", "ft.id", story_sorts_postgresql};
constexpr fulltext::Sources story_sources{stories_on_sqlite, stories_on_postgresql};

constexpr listing::Source tasks_on_sqlite{
    "task.search", "t.id", "fulltext_tasks ft cross join tasks t on t.id = ft.rowid", "ft.rowid", task_sorts};
constexpr listing::Source tasks_on_postgresql{"task.search", "t.id", "fulltext_tasks ft join tasks t on t.id = ft.id",
                                              "ft.id", task_sorts_postgresql};
constexpr fulltext::Sources task_sources{tasks_on_sqlite, tasks_on_postgresql};

TaskFilter filter_of(const TaskSearch& search) {
  TaskFilter filter;
  filter.story_id = search.story_id;
  filter.assignee_id = search.assignee_id;
  filter.project_id = search.project_id;
  filter.project_group_id = search.project_group_id;
  filter.branch_id = search.branch_id;
  filter.milestone_id = search.milestone_id;
  filter.status = search.status;
  return filter;
}

// The tables alone: SQLite's index cannot be asked for a row by its number.
constexpr listing::SortColumn story_id[] = {{"id", "s.id", false}};
constexpr listing::Source one_story{"story.search_id", "s.id", "stories s", "s.id", story_id};
constexpr listing::SortColumn task_id[] = {{"id", "t.id", false}};
constexpr listing::Source one_task{"task.search_id", "t.id", "tasks t", "t.id", task_id};

using Restrict = std::function<void(listing::List&)>;

// The number that was typed, if it is one of those that might be found.
std::vector<std::int64_t> jump(db::Session& session, const std::string& text, const listing::Source& source,
                               const Restrict& restrict) {
  const auto id = fulltext::parse_search(text).id;
  if (!id) return {};
  listing::List list(session.engine(), source);
  restrict(list);
  list.where(std::string(source.id) + " = ?", {*id});
  return list.next(session, [](const db::Row& row) { return row.integer(0); });
}

}  // namespace

std::vector<Story> search_stories(db::Session& session, const StorySearch& search, const auth::Actor& reader,
                                  listing::Bound bound) {
  const auto text = search.q.value_or("");
  const Restrict restrict = [&](listing::List& list) { filter_stories(list, search, reader); };
  const fulltext::Searching searching(session, story_texts, story_sources, restrict);
  return searching.page(text, search, bound, jump(session, text, one_story, restrict),
                        [&](std::int64_t id) { return find_story(session, reader, {id}); });
}

std::vector<Task> search_tasks(db::Session& session, const TaskSearch& search, const auth::Actor& reader,
                               listing::Bound bound) {
  const auto text = search.q.value_or("");
  const auto filter = filter_of(search);
  const Restrict restrict = [&](listing::List& list) { filter_tasks(list, filter, reader); };
  const fulltext::Searching searching(session, task_texts, task_sources, restrict);
  return searching.page(text, search, bound, jump(session, text, one_task, restrict),
                        [&](std::int64_t id) { return find_task(session, reader, {id}); });
}

std::vector<Story> similar_stories(db::Session& session, const SimilarTo& wanted, const auth::Actor& reader) {
  constexpr std::int64_t usual = 5, most = 50;
  const auto limit = std::clamp<std::int64_t>(wanted.limit.value_or(usual), 0, most);
  const fulltext::Searching searching(session, story_texts, story_sources,
                                      [&](listing::List& list) { filter_stories(list, StoryFilter{}, reader); });
  const auto alike = fulltext::similar(
      session, story_texts, wanted.title.value_or(""),
      [&](const std::string& match, std::int64_t rows) { return searching.newest(match, rows); },
      [&](std::int64_t id) { return title_of(session, {id}); });
  std::vector<Story> stories;
  for (const auto& one : alike) {
    if (std::ssize(stories) == limit) break;
    if (auto story = find_story(session, reader, {one.id})) stories.push_back(*std::move(story));
  }
  return stories;
}

}  // namespace story
