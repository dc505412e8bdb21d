#include "story/query_keys.h"

#include <algorithm>

#include "base/text.h"
#include "json/fields.h"
#include "people/user_search.h"
#include "project/branch_store.h"
#include "project/group_store.h"
#include "project/project_search.h"
#include "story/story.h"
#include "story/task_status.h"

namespace story::detail {
namespace {

using query_text::Comparison;
using query_text::Node;
using query_text::SyntaxError;
using query_text::Value;

// One key for a kind of row.
struct Asked {
  db::Session* session;  // null where only the form is looked at
  QueryOf of;
  const QueryReader& reader;
  const Node& key;

  bool stories() const { return of == QueryOf::stories; }
};

template <class Ids>
Condition in_ids(std::string_view before, const Ids& ids, std::string_view after = "") {
  Condition out{std::string(before) + " in ("};
  for (const auto id : ids) {
    out.sql += out.values.empty() ? "?" : ", ?";
    out.values.emplace_back(id.value);
  }
  if (ids.empty()) out.sql += "?", out.values.emplace_back(std::int64_t{0});  // matches no id
  out.sql.append(")").append(after);
  return out;
}

// Of each value, as one condition for all of them.
template <class Each>
Condition any_value(const Asked& asked, Each each) {
  Condition out;
  for (const auto& value : asked.key.values) {
    auto part = each(value);
    out.sql.append(out.sql.empty() ? "(" : " or ").append(part.sql);
    out.values.insert(out.values.end(), part.values.begin(), part.values.end());
  }
  out.sql += ')';
  return out;
}

std::string listed(std::initializer_list<std::string_view> names) {
  std::string out;
  for (const auto name : names) out.append(out.empty() ? "" : ", ").append(name);
  return out;
}

[[noreturn]] void refuse(const Value& value, const std::string& key, const std::string& known) {
  throw SyntaxError(value.at, "\"" + value.text + "\" is no value of " + key + ": expected " + known);
}

// ---- status

Condition status_of_story(const Value& value) {
  if (const auto status = json::from_name<Status>(value.text)) {
    return {"s.status = " + std::to_string(static_cast<int>(*status))};
  }
  for (const auto* open : {"todo", "inprogress", "review"}) {
    if (value.text == open) return {"coalesce(s." + value.text + ", 0) > 0"};
  }
  refuse(value, "status", "one of " + listed({"active", "merged", "invalid", "todo", "inprogress", "review"}));
}

Condition status_of_task(const Value& value) {
  if (value.text == "active") return {"t.status in ('todo', 'inprogress', 'review')"};
  if (json::from_name<TaskStatus>(value.text)) return {"t.status = ?", {value.text}};
  refuse(value, "status", "one of " + listed({"active", "merged", "invalid", "todo", "inprogress", "review"}));
}

Condition status(const Asked& asked) {
  return any_value(
      asked, [&](const Value& value) { return asked.stories() ? status_of_story(value) : status_of_task(value); });
}

Condition priority(const Asked& asked) {
  return any_value(asked, [&](const Value& value) -> Condition {
    if (!json::from_name<Priority>(value.text))
      refuse(value, "priority", "one of " + listed({"low", "medium", "high"}));
    if (!asked.stories()) return {"coalesce(t.priority, '') = ?", {value.text}};
    return {"s.id in (select t.story_id from tasks t where t.priority = ?)", {value.text}};
  });
}

// ---- where the work is

Condition project(const Asked& asked) {
  return any_value(asked, [&](const Value& value) {
    const auto ids = asked.session ? project::projects_called(*asked.session, value.text) : std::vector<ProjectId>();
    if (!asked.stories()) return in_ids("t.project_id is not null and t.project_id", ids);
    return in_ids("s.id in (select q.story_id from story_projects q where q.project_id", ids, ")");
  });
}

Condition group(const Asked& asked) {
  return any_value(asked, [&](const Value& value) -> Condition {
    const auto found = asked.session ? project::group_called(*asked.session, value.text) : std::nullopt;
    const auto id = found.value_or(ProjectGroupId{}).value;
    const auto in_group = std::string(project::is_in_group);
    if (!asked.stories()) return {"t.project_id is not null and t.project_id" + in_group, {id}};
    return {"s.id in (select q.story_id from story_projects q where q.project_id" + in_group + ")", {id}};
  });
}

Condition branch(const Asked& asked) {
  return any_value(asked, [&](const Value& value) -> Condition {
    const auto named = std::string(project::is_branch_named);
    if (!asked.stories()) return {"t.branch_id is not null and t.branch_id" + named, {value.text}};
    return {"s.id in (select t.story_id from tasks t where t.branch_id" + named + ")", {value.text}};
  });
}

Condition tag(const Asked& asked) {
  const std::string column = asked.stories() ? "s.id" : "t.story_id";
  return any_value(asked, [&](const Value& value) -> Condition {
    return {column +
                " in (select q.story_id from story_storytags q join storytags g on g.id = q.storytag_id where g.name "
                "= ?)",
            {value.text}};
  });
}

// ---- who

std::vector<UserId> people(const Asked& asked, const Value& value) {
  if (value.text == "me" && !value.quoted) return {asked.reader.actor.id};
  return asked.session ? people::users_called(*asked.session, value.text) : std::vector<UserId>();
}

Condition assignee(const Asked& asked) {
  return any_value(asked, [&](const Value& value) -> Condition {
    const bool none = value.text == "none" && !value.quoted;
    if (!asked.stories()) {
      if (none) return {"t.assignee_id is null"};
      return in_ids("t.assignee_id is not null and t.assignee_id", people(asked, value));
    }
    if (none) return {"s.id in (select t.story_id from tasks t where t.assignee_id is null)"};
    return in_ids("s.id in (select t.story_id from tasks t where t.assignee_id", people(asked, value), ")");
  });
}

Condition creator(const Asked& asked) {
  const std::string column = asked.stories() ? "s.creator_id" : "t.creator_id";
  return any_value(
      asked, [&](const Value& value) { return in_ids(column + " is not null and " + column, people(asked, value)); });
}

// ---- what it is

Condition is(const Asked& asked) {
  const auto of_story = [&](const std::string& condition) -> Condition {
    if (asked.stories()) return {"coalesce(s." + condition};
    return {"exists (select 1 from stories q where q.id = t.story_id and coalesce(q." + condition + ")"};
  };
  return any_value(asked, [&](const Value& value) -> Condition {
    if (value.text == "private" || value.text == "public") {
      return {(asked.stories() ? "s.private = " : "t.private = ") + std::string(value.text == "private" ? "1" : "0")};
    }
    if (value.text == "bug") return of_story("is_bug, 0) = 1");
    if (value.text == "feature") return of_story("is_bug, 1) = 0");
    refuse(value, "is", "one of " + listed({"private", "public", "bug", "feature"}));
  });
}

Condition in(const Asked& asked) {
  constexpr std::string_view worklist = "worklist/";
  return any_value(asked, [&](const Value& value) -> Condition {
    const std::string_view text = value.text;
    const auto id = text.starts_with(worklist) ? parse_integer(text.substr(worklist.size())) : std::nullopt;
    if (!id) refuse(value, "in", "worklist/ and its number, such as in:worklist/12");
    const auto& in_worklist = asked.reader.in_worklist;
    if (!in_worklist || !asked.session) return {"1 = 0"};
    const auto found = in_worklist(*asked.session, *id, asked.of, asked.reader.actor);
    return found.value_or(Condition{"1 = 0"});
  });
}

// ---- when

struct Span {
  Time from;
  Time until;  // the first moment behind it
};

// A day, or a moment.
Span span_of(const Value& value, const std::string& key) {
  if (const auto day = parse_time(value.text + "T00:00:00", Naive::is_utc); day && value.text.size() == 10) {
    return {*day, *day + Seconds{86'400}};
  }
  if (const auto moment = parse_time(value.text, Naive::is_utc)) return {*moment, Time{moment->micros + 1}};
  refuse(value, key, "a day such as 2026-01-31, or a time such as 2026-01-31T14:30Z");
}

Condition when(const Asked& asked, const std::string& column) {
  const auto known = column + " is not null and " + column;
  return any_value(asked, [&](const Value& value) -> Condition {
    const auto span = span_of(value, asked.key.text);
    switch (asked.key.comparison) {
      case Comparison::greater: return {known + " >= ?", {span.until.micros}};
      case Comparison::greater_or_equal: return {known + " >= ?", {span.from.micros}};
      case Comparison::less: return {known + " < ?", {span.from.micros}};
      case Comparison::less_or_equal: return {known + " < ?", {span.until.micros}};
      case Comparison::equal: break;
    }
    return {known + " >= ? and " + column + " < ?", {span.from.micros, span.until.micros}};
  });
}

Condition updated(const Asked& asked) { return when(asked, asked.stories() ? "s.updated_at" : "t.updated_at"); }
Condition created(const Asked& asked) { return when(asked, asked.stories() ? "s.created_at" : "t.created_at"); }

Condition number(const Asked& asked) {
  return any_value(asked, [&](const Value& value) -> Condition {
    const auto id = parse_integer(value.text);
    if (!id) refuse(value, "story", "a number");
    return {asked.stories() ? "s.id = ?" : "t.story_id = ?", {*id}};
  });
}

struct Key {
  std::string_view name;
  Condition (*condition)(const Asked&);
  bool compares = false;
};

constexpr Key keys[] = {
    {"status", status}, {"project", project},       {"group", group},           {"branch", branch},
    {"tag", tag},       {"assignee", assignee},     {"creator", creator},       {"is", is},
    {"in", in},         {"updated", updated, true}, {"created", created, true}, {"priority", priority},
    {"story", number}};

const Key& key_named(const Node& node) {
  const auto key =
      std::find_if(std::begin(keys), std::end(keys), [&](const Key& one) { return one.name == node.text; });
  if (key != std::end(keys)) return *key;
  std::string known;
  for (const auto& one : keys) known.append(known.empty() ? "" : ", ").append(one.name);
  throw SyntaxError(node.at, "there is no key \"" + node.text + "\": expected one of " + known +
                                 "; put it in quotes to look for the text");
}

}  // namespace

void check_key(QueryOf of, const Node& node) {
  const auto& key = key_named(node);
  if (node.comparison != Comparison::equal && !key.compares) {
    throw SyntaxError(node.at, node.text + ": takes no comparison; updated: and created: do");
  }
  const auth::Actor nobody;
  key.condition({nullptr, of, {nobody}, node});
}

Condition key_condition(db::Session& session, QueryOf of, const Node& node, const QueryReader& reader) {
  return key_named(node).condition({&session, of, reader, node});
}

}  // namespace story::detail
