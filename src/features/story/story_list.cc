#include "story/story_list.h"

#include <algorithm>
#include <array>

#include "following/following.h"
#include "project/group_store.h"
#include "story/story_index.h"
#include "story/story_row.h"
#include "story/story_store.h"
#include "story/visibility.h"

namespace story {
namespace {

constexpr db::Query count_private{"story.count_private", R"sql(
  select s.status, count(*)
    from stories s
   where s.private = 1 and s.id in (select r.story_id from story_readers r where r.user_id = $1)
     and ($2 = 0 or s.id in (select sp.story_id from story_projects sp where sp.project_id = $2))
   group by s.status
)sql"};

constexpr db::Query all_queries[] = {count_private};

constexpr auto sorts = std::to_array<listing::SortColumn>({{"id", "s.id", false},
                                                           {"created_at", "s.created_at"},
                                                           {"updated_at", "s.updated_at"},
                                                           {"creator_id", "s.creator_id"},
                                                           {"title", "s.title"},
                                                           {"description", "s.description"},
                                                           {"is_bug", "s.is_bug"},
                                                           {"story_type_id", "s.story_type_id"},
                                                           {"private", "s.private", false},
                                                           {"status", "s.status", false}});

constexpr listing::Source all_stories{"story.list", story_columns, "stories s", "s.id", sorts};

// Led by the project, in the order of its stories: its index serves the filter, the status and the order at once.
constexpr auto project_sorts = [] {
  auto out = sorts;
  out[0].sql = "sp.story_id";
  return out;
}();
constexpr listing::Source stories_of_project{"story.list_of_project", story_columns,
                                             "story_projects sp join stories s on s.id = sp.story_id", "sp.story_id",
                                             project_sorts};

void add_tag_filter(listing::List& list, const StoryFilter& filter) {
  const auto kind = filter.tags_filter_type.value_or("all");
  if (kind != "all" && kind != "any") throw not_found("Tags filter not found.");
  constexpr std::string_view tagged =
      "s.id in (select st.story_id from story_storytags st join storytags g on g.id = st.storytag_id where g.name";
  if (filter.tags.empty()) return;
  if (kind == "any") return list.where_in(tagged, filter.tags, ")");
  for (const auto& tag : filter.tags) list.where(std::string(tagged) + " = ?)", {tag});
}

// Project, group and assignee restrict the same task. Where there is no assignee, the index of projects knows as much.
void add_task_filter(listing::List& list, const StoryFilter& filter, bool led_by_project) {
  const auto project = filter.project_id.value_or(ProjectId{});
  const auto group = filter.project_group_id.value_or(ProjectGroupId{});
  const auto assignee = filter.assignee_id.value_or(UserId{});
  if (led_by_project) {
    list.equals("sp.project_id", project.value);
    return project::within_group(list, "sp.project_id", group.value);
  }
  std::string sql;
  std::vector<db::Argument> values;
  const auto add = [&](bool wanted, std::string_view condition, const db::Argument& value) {
    if (!wanted) return;
    sql.append(sql.empty() ? "" : " and ").append(condition);
    values.push_back(value);
  };
  add(assignee != UserId{}, "t.assignee_id = ?", assignee);
  add(project != ProjectId{}, "t.project_id = ?", project);
  add(group != ProjectGroupId{}, "t.project_id" + std::string(project::is_in_group), group);
  if (sql.empty()) return;
  const auto* from = assignee ? "tasks" : "story_projects";
  list.where("s.id in (select t.story_id from " + std::string(from) + " t where " + sql + ")", values);
}

std::vector<std::string> status_numbers(const std::vector<std::string>& names) {
  std::vector<std::string> out;
  for (const auto& name : names) {
    const auto status = json::from_name<Status>(name);
    out.push_back(std::to_string(status ? static_cast<int>(*status) : -1));
  }
  return out;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const auto& one : parts) out.append(out.empty() ? "" : ", ").append(one);
  return out;
}

bool only_counted_filters(const StoryFilter& f) {
  const auto absent = [](const auto& id) { return !id || !*id; };
  const auto blank = [](const auto& text) { return !text || text->empty(); };
  return blank(f.title) && blank(f.description) && absent(f.assignee_id) && absent(f.creator_id) &&
         absent(f.project_group_id) && absent(f.subscriber_id) && f.tags.empty() && !f.updated_since && !f.query;
}

// Total of a list that is restricted by project and status at most: kept for the public ones, counted for the private
// ones of this reader.
std::int64_t total_from_tallies(db::Session& session, const StoryFilter& filter, const auth::Actor& reader) {
  const auto project = filter.project_id.value_or(ProjectId{});
  auto total = count_public_stories(session, project, filter.status);
  if (reader.guest()) return total;
  session.each(count_private, {reader.id, project}, [&](const db::Row& row) {
    const auto name = json::name_of(row.get<Status>(0));
    const auto& wanted = filter.status;
    if (wanted.empty() || std::find(wanted.begin(), wanted.end(), name) != wanted.end()) total += row.integer(1);
  });
  return total;
}

void add_filters(listing::List& list, const StoryFilter& filter, const auth::Actor& reader, bool led_by_project) {
  only_visible(list, reader, "s.private", "s.id");
  add_task_filter(list, filter, led_by_project);
  if (!filter.status.empty()) {
    list.where((led_by_project ? "sp.status in (" : "s.status in (") + joined(status_numbers(filter.status)) + ")", {});
  }
  list.contains("s.title", filter.title);
  list.contains("s.description", filter.description);
  list.equals("s.creator_id", filter.creator_id.value_or(UserId{}).value);
  add_tag_filter(list, filter);
  if (filter.updated_since) list.where("s.updated_at > ?", {*filter.updated_since});
  following::only_followed(list, following::Kind::story, "s.id", filter.subscriber_id.value_or(UserId{}).value);
}

}  // namespace

void filter_stories(listing::List& list, const StoryFilter& filter, const auth::Actor& reader) {
  add_filters(list, filter, reader, false);
}

listing::Page<Story> list_stories(db::Session& session, const StoryFilter& filter, const auth::Actor& reader,
                                  listing::Bound bound, const InWorklist& in_worklist) {
  const bool led_by_project = filter.project_id.value_or(ProjectId{}) && !filter.assignee_id.value_or(UserId{});
  listing::List list(session.engine(), led_by_project ? stories_of_project : all_stories);
  add_filters(list, filter, reader, led_by_project);
  if (filter.query) add_query(session, list, QueryOf::stories, *filter.query, {reader, in_worklist});

  const auto total = only_counted_filters(filter) ? total_from_tallies(session, filter, reader) : list.count(session);
  return listing::page_of(session, list, filter, bound, total, [reader](db::Session& now, listing::List& rows) {
    auto stories = rows.next(now, story_from);
    for (auto& one : stories) add_readers(now, reader, one);
    return stories;
  });
}

std::span<const db::Query> list_queries() { return all_queries; }

}  // namespace story
