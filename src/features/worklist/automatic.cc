#include "worklist/automatic.h"

#include "story/story_query.h"
#include "story/story_row.h"
#include "story/task_row.h"
#include "worklist/filter_sql.h"
#include "worklist/filter_store.h"
#include "worklist/in_worklist.h"

namespace worklist {
namespace {

// What to select, from where, and which of its columns say what it is and who may see it.
struct Kind {
  std::string_view columns, from, id, is_private, story;
};
constexpr Kind stories{story::story_columns, "stories s", "s.id", "s.private", "s.id"};
constexpr Kind tasks{story::task_columns, "tasks t", "t.id", "t.private", "t.story_id"};

const Kind& kind_of(FilterType type) { return type == FilterType::story ? stories : tasks; }

// The ids that the filter's criteria find, and its query text asks for.
Sql found_by(db::Session& session, const auth::Actor& reader, const WorklistFilter& filter) {
  auto ids = ids_found_by(filter);
  if (!filter.query.value) return ids;
  const auto of = filter.type == FilterType::story ? story::QueryOf::stories : story::QueryOf::tasks;
  const auto asked = story::query_condition(session, of, *filter.query.value, {reader, in_worklist});
  if (asked.sql.empty()) return ids;
  const auto& kind = kind_of(filter.type);
  Sql out{"select " + std::string(kind.id) + " from " + std::string(kind.from) + " where ("};
  append(out, asked);
  append(out, ") and " + std::string(kind.id) + " in (");
  append(out, ids);
  append(out, ")");
  return out;
}

// The rows with these ids that the reader may see.
Sql rows_of(const Kind& kind, const Sql& ids, const auth::Actor& reader, listing::Bound bound) {
  Sql out{"select " + std::string(kind.columns) + " from " + std::string(kind.from) + " where " + std::string(kind.id) +
          " in ("};
  append(out, ids);
  append(out, ") and (" + std::string(kind.is_private) + " = 0");
  if (!reader.guest()) {
    append(out, " or " + std::string(kind.story) + " in (select r.story_id from story_readers r where r.user_id = ?)",
           {reader.id.value});
  }
  append(out, ") order by " + std::string(kind.id));
  if (bound) append(out, " limit ?", {*bound});
  return out;
}

WorklistItem found_item(WorklistId list, ItemType type, std::int64_t id) {
  WorklistItem item;
  item.list_id = list;
  item.item_type = type;
  item.item_id = id;
  return item;
}

WorklistItem story_item(WorklistId list, const db::Row& row) {
  auto shown = story::story_from(row);
  shown.task_statuses.reset();  // clients expect null here
  auto item = found_item(list, ItemType::story, shown.id.value);
  static_cast<story::Story&>(item.story.value.emplace()) = std::move(shown);
  return item;
}

WorklistItem task_item(WorklistId list, const db::Row& row) {
  auto shown = story::task_from(row);
  auto item = found_item(list, ItemType::task, shown.id.value);
  item.task.value = std::move(shown);
  return item;
}

}  // namespace

std::vector<WorklistItem> found_items(db::Session& session, const auth::Actor& reader, WorklistId list,
                                      std::span<const WorklistFilter> filters, listing::Bound bound) {
  std::vector<WorklistItem> items;
  for (const auto type : {FilterType::story, FilterType::task}) {
    Sql ids;
    for (const auto& one : filters) {
      if (one.type != type) continue;
      if (!ids.sql.empty()) append(ids, " union ");
      append(ids, found_by(session, reader, one));
    }
    if (ids.sql.empty()) continue;
    const auto left = bound ? std::optional(*bound - std::ssize(items)) : std::nullopt;
    const auto rows = rows_of(kind_of(type), ids, reader, left);
    each_row(session, "worklist.found", rows, [&](const db::Row& row) {
      items.push_back(type == FilterType::story ? story_item(list, row) : task_item(list, row));
    });
  }
  return items;
}

std::vector<WorklistItem> found_items(db::Session& session, const auth::Actor& reader, WorklistId list,
                                      listing::Bound bound) {
  return found_items(session, reader, list, filters_of(session, list), bound);
}

}  // namespace worklist
