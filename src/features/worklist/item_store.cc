#include "worklist/item_store.h"

#include <unordered_map>

#include "db/many.h"
#include "story/story_row.h"
#include "story/task_row.h"
#include "worklist/card_due_dates.h"

namespace worklist {
namespace {

// A card's story or task by the names s and t, of which the other is null.
constexpr std::string_view card_columns =
    "i.list_id, i.item_id, i.item_type, i.archived, i.display_due_date, i.id, i.created_at, i.updated_at";
constexpr int card_width = 8, story_width = 16;

constexpr std::string_view seen_by_reader =
    " and (i.hidden = 0 or i.story_id in (select r.story_id from story_readers r where r.user_id = $1))";

db::Query bare_query() {
  static const std::string sql = "select " + std::string(card_columns) +
                                 " from worklist_items i where i.list_id in ({{IDS}})" + std::string(seen_by_reader) +
                                 " order by i.list_id, i.archived, i.rank, i.id";
  return {"worklist.items", sql};
}

db::Query resolved_query() {
  static const std::string sql =
      "select " + std::string(card_columns) + ", " + std::string(story::story_columns) + ", " +
      std::string(story::task_columns) +
      " from worklist_items i left join stories s on s.id = i.story_card left join tasks t on t.id = i.task_card"
      " where i.list_id in ({{IDS}}) and i.archived = 0" +
      std::string(seen_by_reader) + " order by i.list_id, i.archived, i.rank, i.id";
  return {"worklist.resolved_items", sql};
}

WorklistItem card_from(const db::Row& row) {
  WorklistItem card;
  card.list_id = row.get<WorklistId>(0);
  card.item_id = row.integer(1);
  card.item_type = row.text(2) == "story" ? ItemType::story : ItemType::task;
  card.archived.value = row.get<bool>(3);
  card.display_due_date.value = row.get<std::optional<DueDateId>>(4);
  card.id.value = row.get<WorklistItemId>(5);
  card.created_at.value = row.get<std::optional<Time>>(6);
  card.updated_at.value = row.get<std::optional<Time>>(7);
  return card;
}

// The columns of a row from one on, for those who count theirs from 0.
class Behind final : public db::Row {
 public:
  Behind(const db::Row& row, int first) : row_(row), first_(first) {}
  int columns() const override { return row_.columns() - first_; }
  std::string_view column_name(int column) const override { return row_.column_name(column + first_); }
  bool is_null(int column) const override { return row_.is_null(column + first_); }
  bool is_text(int column) const override { return row_.is_text(column + first_); }
  std::int64_t integer(int column) const override { return row_.integer(column + first_); }
  std::string_view text(int column) const override { return row_.text(column + first_); }

 private:
  const db::Row& row_;
  int first_;
};

WorklistItem resolved_card_from(const db::Row& row) {
  auto card = card_from(row);
  if (card.item_type == ItemType::story) {
    auto& shown = card.story.value.emplace();
    static_cast<story::Story&>(shown) = story::story_from(Behind(row, card_width));
    shown.task_statuses.reset();  // clients expect null here
  } else {
    card.task.value = story::task_from(Behind(row, card_width + story_width));
  }
  return card;
}

}  // namespace

void add_items(db::Session& session, const auth::Actor& reader, std::span<Worklist> lists, Items how) {
  if (how == Items::none) return;
  std::vector<WorklistId> ids;
  std::unordered_map<WorklistId, std::vector<WorklistItem>*> items_of;
  for (auto& one : lists) {
    ids.push_back(one.id);
    items_of[one.id] = &one.items.value.emplace();
  }
  const bool bare = how == Items::bare;
  const auto query = bare ? bare_query() : resolved_query();
  db::each_of(session, query, {reader.id}, ids, [&](const db::Row& row) {
    auto& items = *items_of.at(row.get<WorklistId>(0));
    auto card = bare ? card_from(row) : resolved_card_from(row);
    card.list_position = *card.archived.value ? archived_position : std::ssize(items);
    items.push_back(std::move(card));
  });
  if (bare) hide_due_dates(session, reader, cards_of(lists));
}

std::vector<WorklistItem*> cards_of(std::span<Worklist> lists) {
  std::vector<WorklistItem*> out;
  for (auto& list : lists) {
    for (auto& card : *list.items.value) out.push_back(&card);
  }
  return out;
}

std::vector<db::Query> item_queries_of_many() { return {bare_query(), resolved_query()}; }

}  // namespace worklist
