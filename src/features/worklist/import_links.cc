#include "worklist/import_links.h"

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "json/node.h"

namespace worklist {
namespace {

// 2^32 apart, as new cards are.
constexpr db::Query rank_cards{"worklist.rank_imported", R"sql(
  update worklist_items
     set rank = ranked.place * 4294967296
    from (select id, row_number() over (partition by list_id, archived order by rank, id) as place
            from worklist_items) ranked
   where ranked.id = worklist_items.id
)sql"};

constexpr db::Query link_stories{"worklist.link_story_cards", R"sql(
  update worklist_items
     set story_card = s.id, story_id = s.id, hidden = s.private
    from stories s
   where s.id = worklist_items.item_id and worklist_items.item_type = 'story' and worklist_items.story_id is null
)sql"};

constexpr db::Query link_tasks{"worklist.link_task_cards", R"sql(
  update worklist_items
     set task_card = t.id, story_id = t.story_id, hidden = t.private
    from tasks t
   where t.id = worklist_items.item_id and worklist_items.item_type = 'task' and worklist_items.story_id is null
)sql"};

constexpr db::Query guard_lists{"worklist.guard_imported", R"sql(
  update worklists
     set hidden = private,
         editors_id = (select min(p.id)
                         from worklist_permissions wp
                         join permissions p on p.id = wp.permission_id
                        where wp.worklist_id = worklists.id and p.codename = 'edit_worklist'),
         movers_id = (select min(p.id)
                        from worklist_permissions wp
                        join permissions p on p.id = wp.permission_id
                       where wp.worklist_id = worklists.id and p.codename = 'move_items')
   where board_id is null
)sql"};

constexpr db::Query unplaced_events{"worklist.unplaced_events", R"sql(
  select id, event_info
    from events
   where event_type = 'worklist_contents_changed' and item_story_id is null and item_hidden = 0
)sql"};

constexpr db::Query story_of_task{"worklist.story_of_task", "select story_id from tasks where id = $1"};
constexpr db::Query story_exists{"worklist.story_exists", "select id from stories where id = $1"};

// An event whose card nobody can name any more is for nobody.
constexpr db::Query place_event{"worklist.place_event", R"sql(
  update events
     set item_story_id = $2, item_hidden = case when $2 is null then 1 else 0 end
   where id = $1
)sql"};

constexpr db::Query hide_items{"worklist.hide_imported_items", R"sql(
  update events
     set item_hidden = 1
   where item_story_id in (select s.id from stories s where s.private = 1) and item_hidden = 0
)sql"};

constexpr db::Query hide_lists{"worklist.hide_imported_events", R"sql(
  update events
     set subject_hidden = 1
   where worklist_id in (select w.id from worklists w where w.hidden = 1) and subject_hidden = 0
)sql"};

constexpr db::Query hide_events{"worklist.hide_events", R"sql(
  update events set hidden = 1 where hidden = 0 and (subject_hidden = 1 or item_hidden = 1)
)sql"};

constexpr db::Query all_queries[] = {rank_cards,      link_stories,  link_tasks,   guard_lists,
                                     unplaced_events, story_of_task, story_exists, place_event,
                                     hide_items,      hide_lists,    hide_events};

struct Subject {
  bool is_task = false;
  std::int64_t id = 0;
};

std::optional<Subject> subject_in(const json::Node& item) {
  using json::Node;
  if (!item.is(Node::Kind::object)) return std::nullopt;
  if (const auto old = item.find("old")) return subject_in(*old);
  const auto id = item.find("item_id"), type = item.find("item_type");
  if (!id || !type || !id->is(Node::Kind::integer) || !type->is(Node::Kind::text)) return std::nullopt;
  return Subject{type->text() == "task", id->integer()};
}

// Which story or task an event tells of: one of three members says it.
std::optional<Subject> subject_of(const std::string& info) {
  try {
    const json::Document document(info);
    const auto root = document.root();
    if (!root.is(json::Node::Kind::object)) return std::nullopt;
    for (const auto* member : {"added", "removed", "updated"}) {
      const auto item = root.find(member);
      const auto subject = item ? subject_in(*item) : std::nullopt;
      if (subject) return subject;
    }
  } catch (const FormError&) {
    // An imported event may hold anything.
  }
  return std::nullopt;
}

void place_events(db::Transaction& tx) {
  struct Unplaced {
    std::int64_t id;
    std::string info;
  };
  const auto events = tx.all(unplaced_events, {}, [](const db::Row& row) {
    return Unplaced{row.integer(0), row.get<std::string>(1)};
  });
  for (const auto& one : events) {
    std::optional<std::int64_t> story;
    if (const auto subject = subject_of(one.info)) {
      story = tx.maybe(subject->is_task ? story_of_task : story_exists, {subject->id},
                       [](const db::Row& row) { return row.integer(0); });
    }
    tx.run(place_event, {one.id, story});
  }
}

}  // namespace

void link_imported(db::Transaction& tx) {
  for (const auto& query : {rank_cards, link_stories, link_tasks, guard_lists}) tx.run(query);
  place_events(tx);
  for (const auto& query : {hide_items, hide_lists, hide_events}) tx.run(query);
}

std::span<const db::Query> link_queries() { return all_queries; }

}  // namespace worklist
