#include "worklist/card_store.h"

#include "db/many.h"

namespace worklist {
namespace {

constexpr db::Query find{"worklist.find_card", R"sql(
  select i.id, i.list_id, i.item_type, i.item_id, coalesce(s.title, t.title), i.story_id, i.hidden, i.display_due_date,
         i.archived, i.rank, i.created_at, i.updated_at
    from worklist_items i
    left join stories s on s.id = i.story_card
    left join tasks t on t.id = i.task_card
   where i.id = $1 and i.list_id = $2
     and (i.hidden = 0 or exists (select 1 from story_readers r where r.story_id = i.story_id and r.user_id = $3))
)sql"};

constexpr db::Query find_archived{"worklist.find_archived_card", R"sql(
  select i.id, i.list_id, i.item_type, i.item_id, coalesce(s.title, t.title), i.story_id, i.hidden, i.display_due_date,
         i.archived, i.rank, i.created_at, i.updated_at
    from worklist_items i
    left join stories s on s.id = i.story_card
    left join tasks t on t.id = i.task_card
    join worklists w on w.id = i.list_id
    join worklists here on here.id = $1
   where i.item_type = $2 and i.item_id = $3 and i.archived = 1
     and (w.id = here.id or w.board_id = here.board_id)
   order by case when w.id = here.id then 0 else 1 end, i.id
   limit 1
)sql"};

constexpr db::Query find_story{"worklist.find_story", R"sql(
  select 0, 0, 'story', s.id, s.title, s.id, s.private, null, 0, 0, null, null
    from stories s
   where s.id = $1
     and (s.private = 0 or exists (select 1 from story_readers r where r.story_id = s.id and r.user_id = $2))
)sql"};

constexpr db::Query find_task{"worklist.find_task", R"sql(
  select 0, 0, 'task', t.id, t.title, t.story_id, t.private, null, 0, 0, null, null
    from tasks t
   where t.id = $1
     and (t.private = 0 or exists (select 1 from story_readers r where r.story_id = t.story_id and r.user_id = $2))
)sql"};

constexpr db::Query insert{"worklist.insert_card", R"sql(
  insert into worklist_items (created_at, list_id, item_type, item_id, archived, rank, story_id, hidden, story_card,
                              task_card)
  values ($1, $2, $3, $4, 0, $5, $6, $7, $8, $9)
  returning id
)sql"};

constexpr db::Query update{"worklist.update_card", R"sql(
  update worklist_items
     set updated_at = $2, list_id = $3, rank = $4, display_due_date = $5, archived = $6
   where id = $1
)sql"};

constexpr db::Query clear_due{"worklist.clear_due_date", R"sql(
  update worklist_items
     set display_due_date = null, updated_at = $2
   where display_due_date = $1 and list_id in ({{IDS}})
  returning id
)sql"};

constexpr db::Query all_queries[] = {find, find_archived, find_story, find_task, insert, update};
constexpr db::Query many_queries[] = {clear_due};

Card card_from(const db::Row& row) {
  Card card;
  card.id = row.get<WorklistItemId>(0);
  card.list_id = row.get<WorklistId>(1);
  card.item_type = row.text(2) == "story" ? ItemType::story : ItemType::task;
  card.item_id = row.integer(3);
  card.title = row.get<std::optional<std::string>>(4);
  card.story_id = row.get<StoryId>(5);
  card.story_is_private = row.get<bool>(6);
  card.display_due_date = row.get<std::optional<DueDateId>>(7);
  card.archived = row.get<bool>(8);
  card.rank = row.integer(9);
  card.created_at = row.get<std::optional<Time>>(10);
  card.updated_at = row.get<std::optional<Time>>(11);
  return card;
}

}  // namespace

std::optional<Card> find_card(db::Session& session, const auth::Actor& reader, WorklistId list, WorklistItemId id) {
  return session.maybe(find, {id, list, reader.id}, card_from);
}

std::optional<Card> find_archived_card(db::Session& session, WorklistId list, ItemType type, std::int64_t item_id) {
  return session.maybe(find_archived, {list, json::name_of(type), item_id}, card_from);
}

std::optional<Card> find_subject(db::Session& session, const auth::Actor& reader, ItemType type, std::int64_t item_id) {
  return session.maybe(type == ItemType::story ? find_story : find_task, {item_id, reader.id}, card_from);
}

WorklistItemId insert_card(db::Transaction& tx, const Card& card) {
  const bool is_story = card.item_type == ItemType::story;
  const std::optional<std::int64_t> none, item(card.item_id);
  return tx.value<WorklistItemId>(
      insert, {card.created_at, card.list_id, json::name_of(card.item_type), card.item_id, card.rank, card.story_id,
               card.story_is_private, is_story ? item : none, is_story ? none : item});
}

void update_card(db::Transaction& tx, const Card& card) {
  tx.run(update, {card.id, card.updated_at, card.list_id, card.rank, card.display_due_date, card.archived});
}

void clear_due_date(db::Transaction& tx, std::span<const WorklistId> lists, DueDateId due_date, Time now) {
  db::each_of(tx, clear_due, {due_date, now}, std::vector<WorklistId>(lists.begin(), lists.end()),
              [](const db::Row&) {});
}

std::span<const db::Query> card_queries() { return all_queries; }

std::span<const db::Query> card_queries_of_many() { return many_queries; }

}  // namespace worklist
