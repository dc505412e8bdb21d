#include "subscription/import_links.h"

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "json/node.h"

namespace subscription {
namespace {

constexpr std::string_view derived[] = {"subscription_witnesses"};

constexpr db::Query drop_subscriptions{"subscription.drop_dangling", R"sql(
  delete from subscriptions
   where (target_type = 'story' and target_id not in (select s.id from stories s))
      or (target_type = 'task' and target_id not in (select t.id from tasks t))
      or (target_type = 'project' and target_id not in (select p.id from projects p))
      or (target_type = 'project_group' and target_id not in (select g.id from project_groups g))
      or (target_type = 'worklist' and target_id not in (select w.id from worklists w))
)sql"};

constexpr db::Query unlinked_events{"subscription.unlinked_events", R"sql(
  select id, event_info
    from subscription_events
   where id > $1 and event_id is null and story_id is null and worklist_id is null and event_info is not null
   order by id
   limit 1000
)sql"};

constexpr db::Query story_of_task{"subscription.story_of_task", "select story_id from tasks where id = $1"};

constexpr db::Query link_event{"subscription.link_event", R"sql(
  update subscription_events set story_id = $2, worklist_id = $3 where id = $1
)sql"};

constexpr db::Query drop_events{"subscription.drop_dangling_events", R"sql(
  delete from subscription_events
   where (story_id is not null and story_id not in (select s.id from stories s))
      or (worklist_id is not null and worklist_id not in (select w.id from worklists w))
)sql"};

constexpr db::Query rewind_cursor{"subscription.rewind_cursor", R"sql(
  update subscription_cursor
     set last_event = coalesce((select max(e.id) from events e), 0)
   where last_event > coalesce((select max(e.id) from events e), 0)
)sql"};

constexpr db::Query all_queries[] = {drop_subscriptions, unlinked_events, story_of_task,
                                     link_event,         drop_events,     rewind_cursor};

struct Unlinked {
  std::int64_t id;
  std::string info;
};

std::optional<std::int64_t> number_in(const json::Node& info, std::string_view name) {
  const auto member = info.find(name);
  if (!member || !member->is(json::Node::Kind::integer)) return std::nullopt;
  return member->integer();
}

// A list's event may be about a card: {"added": {"item_id": 3, "item_type": "task", ...}}, or "removed", or "updated"
// with "old" in it.
std::optional<json::Node> card_in(const json::Node& info) {
  const auto is_card = [](const std::optional<json::Node>& node) {
    return node && node->is(json::Node::Kind::object) && node->find("item_id");
  };
  for (const auto* name : {"added", "removed", "updated"}) {
    auto node = info.find(name);
    if (node && node->is(json::Node::Kind::object) && !is_card(node)) node = node->find("old");
    if (is_card(node)) return node;
  }
  return std::nullopt;
}

// 0 if it is gone: then nobody can say any more who may see it.
std::int64_t story_of_card(db::Session& session, const json::Node& card) {
  const auto id = number_in(card, "item_id").value_or(0);
  const auto type = card.find("item_type");
  const bool is_task = type && type->is(json::Node::Kind::text) && type->text() == "task";
  return is_task ? session.value<std::int64_t>(story_of_task, {id}) : id;
}

void link(db::Transaction& tx, const Unlinked& event) {
  try {
    const json::Document document(event.info);
    const auto info = document.root();
    if (!info.is(json::Node::Kind::object)) return;
    auto story = number_in(info, "story_id");
    const auto list = number_in(info, "worklist_id");
    if (const auto card = card_in(info)) story = story_of_card(tx, *card);
    if (story || list) tx.run(link_event, {event.id, story, list});
  } catch (const FormError&) {
    // Not JSON: then it tells of nothing that we know.
  }
}

void link_events(db::Transaction& tx) {
  for (std::int64_t last = 0;;) {
    const auto some = tx.all(unlinked_events, {last}, [](const db::Row& row) {
      return Unlinked{row.integer(0), row.get<std::string>(1)};
    });
    if (some.empty()) return;
    for (const auto& one : some) link(tx, one);
    last = some.back().id;
  }
}

}  // namespace

std::span<const std::string_view> derived_tables() { return derived; }

void link_imported(db::Transaction& tx) {
  tx.run(drop_subscriptions);
  link_events(tx);
  tx.run(drop_events);
  tx.run(rewind_cursor);
}

std::span<const db::Query> link_queries() { return all_queries; }

}  // namespace subscription
