#include "worklist/in_worklist.h"

#include "worklist/filter_sql.h"
#include "worklist/filter_store.h"
#include "worklist/guards.h"
#include "worklist/worklist_store.h"

namespace worklist {
namespace {

Sql with_card(WorklistId list, story::QueryOf of) {
  if (of == story::QueryOf::stories) {
    return {
        "s.id in (select i.story_card from worklist_items i"
        " where i.list_id = ? and i.archived = 0 and i.story_card is not null)",
        {list.value}};
  }
  return {
      "t.id in (select i.task_card from worklist_items i"
      " where i.list_id = ? and i.archived = 0 and i.task_card is not null)",
      {list.value}};
}

Sql found_by_criteria(const std::vector<WorklistFilter>& filters, story::QueryOf of) {
  const bool is_story = of == story::QueryOf::stories;
  Sql ids;
  for (const auto& one : filters) {
    if ((one.type == FilterType::story) != is_story) continue;
    if (!ids.sql.empty()) append(ids, " union ");
    append(ids, ids_found_by(one));
  }
  if (ids.sql.empty()) return {"1 = 0"};
  Sql out{is_story ? "s.id in (" : "t.id in ("};
  append(out, ids);
  append(out, ")");
  return out;
}

}  // namespace

std::optional<story::Condition> in_worklist(db::Session& session, std::int64_t worklist, story::QueryOf of,
                                            const auth::Actor& reader) {
  const WorklistId id{worklist};
  if (!can_see(session, reader, id)) return std::nullopt;
  if (!find_row(session, id)->automatic) return with_card(id, of);
  return found_by_criteria(filters_of(session, id), of);
}

}  // namespace worklist
