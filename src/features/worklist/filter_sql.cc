#include "worklist/filter_sql.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "story/story.h"

namespace worklist {
namespace {

// Where the criteria of one filter find what they compare: all about a task hold for the same task.
struct Places {
  std::string_view project = {}, group = {}, assignee = {}, story = {}, status = {}, title = {}, tagged = {};
};

constexpr std::string_view groups = " join project_group_mapping m on m.project_id = t.project_id";

bool uses(const WorklistFilter& filter, std::string_view field) {
  const auto& all = filter.filter_criteria;
  return std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.field == field; });
}

bool is_status(std::string_view field) { return field == "StoryStatus" || field == "TaskStatus"; }

// A value that is no number is the number of nothing.
std::int64_t number_in(const FilterCriterion& criterion) { return parse_integer(criterion.value).value_or(0); }

Sql::Value status_value(const FilterCriterion& criterion, FilterType type) {
  if (type == FilterType::task) return criterion.value;
  const auto status = json::from_name<story::Status>(criterion.value);
  return status ? static_cast<std::int64_t>(*status) : -1;
}

Sql tag_condition(const FilterCriterion& criterion, const Places& places) {
  return {
      std::string(places.tagged) + (criterion.negative ? " not in" : " in") +
          " (select st.story_id from story_storytags st join storytags g on g.id = st.storytag_id where g.name = ?)",
      {criterion.value}};
}

// Empty where the filter's type has no use for the field.
Sql condition(const FilterCriterion& criterion, FilterType type, const Places& places) {
  const std::string is = criterion.negative ? " <> ?" : " = ?";
  const auto& field = criterion.field;
  const auto number = [&](std::string_view column) {
    return column.empty() ? Sql{} : Sql{std::string(column) + is, {number_in(criterion)}};
  };
  if (field == "Tags") return tag_condition(criterion, places);
  if (is_status(field)) return {std::string(places.status) + is, {status_value(criterion, type)}};
  if (field == "Text") return {std::string(places.title) + is, {criterion.value}};
  if (field == "Project") return number(places.project);
  if (field == "ProjectGroup") return number(places.group);
  if (field == "User") return number(places.assignee);
  return number(places.story);
}

Sql where(std::string from, const WorklistFilter& filter, const Places& places) {
  Sql out{std::move(from)};
  bool first = true;
  for (const auto& one : filter.filter_criteria) {
    const auto sql = condition(one, filter.type, places);
    if (sql.sql.empty()) continue;
    append(out, std::exchange(first, false) ? " where " : " and ");
    append(out, sql);
  }
  return out;
}

// The index of projects knows of each story which projects it has tasks in, and its status; who does them, and its
// title, are known elsewhere.
Sql stories_found_by(const WorklistFilter& filter) {
  const bool by_group = uses(filter, "ProjectGroup"), by_user = uses(filter, "User");
  const bool by_task = by_user || by_group || uses(filter, "Project");
  if (!by_task) {
    return where("select s.id from stories s", filter, {.status = "s.status", .title = "s.title", .tagged = "s.id"});
  }
  const Places places{.project = "t.project_id",
                      .group = "m.project_group_id",
                      .assignee = "t.assignee_id",
                      .status = by_user ? "s.status" : "t.status",
                      .title = "s.title",
                      .tagged = "t.story_id"};
  std::string from = "select t.story_id from ";
  from += by_user ? "tasks t" : "story_projects t";
  if (by_group) from += groups;
  if (uses(filter, "Text") || by_user) from += " join stories s on s.id = t.story_id";
  return where(std::move(from), filter, places);
}

Sql tasks_found_by(const WorklistFilter& filter) {
  constexpr Places places{.project = "t.project_id",
                          .group = "m.project_group_id",
                          .assignee = "t.assignee_id",
                          .story = "t.story_id",
                          .status = "t.status",
                          .title = "t.title",
                          .tagged = "t.story_id"};
  std::string from = "select t.id from tasks t";
  if (uses(filter, "ProjectGroup")) from += groups;
  return where(std::move(from), filter, places);
}

}  // namespace

void append(Sql& to, std::string_view sql, std::vector<Sql::Value> values) {
  to.sql.append(sql);
  to.values.insert(to.values.end(), values.begin(), values.end());
}

void append(Sql& to, const Sql& more) { append(to, more.sql, more.values); }

Sql ids_found_by(const WorklistFilter& filter) {
  return filter.type == FilterType::story ? stories_found_by(filter) : tasks_found_by(filter);
}

void each_row(db::Session& session, std::string_view name, const Sql& query, const db::Session::Visit& visit) {
  std::string sql;
  std::size_t number = 0;
  for (const char c : query.sql) {
    if (c == '?') {
      sql.append("$").append(std::to_string(++number));
    } else {
      sql += c;
    }
  }
  std::vector<db::Argument> arguments;
  for (const auto& one : query.values) {
    std::visit([&](const auto& value) { arguments.emplace_back(value); }, one);
  }
  session.each(db::Query{name, sql}, arguments, visit);
}

}  // namespace worklist
