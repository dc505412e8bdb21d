#include "worklist/items.h"

#include "base/error.h"
#include "events/outbox.h"
#include "worklist/automatic.h"
#include "worklist/card_due_dates.h"
#include "worklist/card_store.h"
#include "worklist/event_info.h"
#include "worklist/guards.h"
#include "worklist/item_order.h"
#include "worklist/item_store.h"
#include "worklist/worklist_store.h"

namespace worklist {
namespace {

Error no_subject(std::int64_t item_id) {
  return not_found("Item " + std::to_string(item_id) + " refers to a non-existent task or story.");
}

Error item_gone(WorklistItemId id) {
  return not_found("Item " + std::to_string(id.value) + " seems to have been deleted, try refreshing your page.");
}

Card card_or_gone(db::Session& session, const auth::Actor& actor, WorklistId list, WorklistItemId id) {
  auto card = find_card(session, actor, list, id);
  if (!card) throw item_gone(id);
  return *std::move(card);
}

WorklistItem shown(const Card& card, std::int64_t position) {
  WorklistItem item;
  item.list_id = card.list_id;
  item.item_id = card.item_id;
  item.item_type = card.item_type;
  item.list_position = position;
  item.archived.value = card.archived;
  item.display_due_date.value = card.display_due_date;
  item.id.value = card.id;
  item.created_at.value = card.created_at;
  item.updated_at.value = card.updated_at;
  return item;
}

About about(db::Session& session, const auth::Actor& actor, WorklistId list) {
  return {list, actor.id, is_hidden(session, list)};
}

// A card where it stands now, as events tell of it.
Placed placed(db::Session& session, const auth::Actor& actor, const Card& card, std::int64_t position) {
  return {card, public_position(session, actor, card, position), position};
}

// Whether whoever sees one of the lists sees the other: else neither may learn from an event that the other exists.
bool same_audience(db::Session& session, WorklistId one, WorklistId other) {
  if (one == other) return true;
  const auto board = board_of(session, one);
  if (board && board == board_of(session, other)) return true;
  return !is_hidden(session, one) && !is_hidden(session, other);
}

void publish_move(db::Transaction& tx, const auth::Actor& actor, const Placed& was, const Placed& is, Time now) {
  const auto from = was.card.list_id, to = is.card.list_id;
  if (same_audience(tx, from, to)) {
    events::publish(tx, item_changed_event(about(tx, actor, from), was, is), now);
  } else {
    events::publish(tx, item_removed_event(about(tx, actor, from), was), now);
    events::publish(tx, item_added_event(about(tx, actor, to), is), now);
  }
}

ItemType type_from(const NewItem& item, std::int64_t item_id) {
  const auto type = json::from_name<ItemType>(item.item_type.value());
  if (!type) throw no_subject(item_id);
  return *type;
}

}  // namespace

WorklistItem add_item(db::Transaction& tx, const auth::Actor& actor, WorklistId list, const NewItem& item, Time now) {
  require_movable(tx, actor, list);
  if (!item.item_id) throw invalid("Say which story or task is to be added: item_id is missing.");
  if (!item.item_type) throw invalid("Say whether a story or a task is to be added: item_type is missing.");
  const auto type = type_from(item, *item.item_id);
  auto card = find_subject(tx, actor, type, *item.item_id);
  if (!card) throw no_subject(*item.item_id);
  const auto archived = find_archived_card(tx, list, type, *item.item_id);
  if (archived) card = archived;
  const auto spot = spot_at(tx, actor, list, item.list_position, card->id);
  card->list_id = list;
  card->rank = spot.rank;
  if (archived) {
    card->archived = false;
    card->updated_at = now;
    update_card(tx, *card);
  } else {
    card->created_at = now;
    card->id = insert_card(tx, *card);
  }
  const auto at = spot.position ? *spot.position : position_of(tx, actor, *card);
  events::publish(tx, item_added_event(about(tx, actor, list), placed(tx, actor, *card, at)), now);
  return shown(*card, at);
}

WorklistItem change_item(db::Transaction& tx, const auth::Actor& actor, WorklistId list, WorklistItemId id,
                         const ItemChange& change, Time now) {
  require_movable(tx, actor, list);
  const auto before = card_or_gone(tx, actor, list, id);
  if (before.archived) throw item_gone(id);
  auto card = before;
  card.list_id = change.list_id.value_or(list);
  if (card.list_id != list) require_movable(tx, actor, card.list_id);
  if (change.display_due_date) card.display_due_date = shown_due_date(tx, actor, *change.display_due_date);

  const Placed was = placed(tx, actor, before, position_of(tx, actor, before));
  auto at = change.list_position.value_or(was.seen_at);
  if (card.list_id != list || at != was.seen_at) {
    const auto spot = spot_at(tx, actor, card.list_id, at, id);
    card.rank = spot.rank;
    at = spot.position ? *spot.position : others_seen(tx, actor, card);
  }
  const bool changed = card.list_id != list || at != was.seen_at || card.display_due_date != before.display_due_date;
  if (!changed) return with_due_date(tx, actor, shown(before, at));
  card.updated_at = now;
  update_card(tx, card);
  publish_move(tx, actor, was, placed(tx, actor, card, at), now);
  return with_due_date(tx, actor, shown(card, at));
}

void archive_item(db::Transaction& tx, const auth::Actor& actor, WorklistId list, WorklistItemId id, Time now) {
  require_movable(tx, actor, list);
  auto card = card_or_gone(tx, actor, list, id);
  if (card.archived) return;
  const auto was = placed(tx, actor, card, position_of(tx, actor, card));
  card.archived = true;
  card.updated_at = now;
  update_card(tx, card);
  events::publish(tx, item_removed_event(about(tx, actor, list), was), now);
}

std::vector<WorklistItem> items_of(db::Session& session, const auth::Actor& reader, WorklistId id,
                                   listing::Bound bound) {
  require_visible(session, reader, id);
  auto list = find_row(session, id).value();
  if (list.automatic) return found_items(session, reader, id, bound);
  add_items(session, reader, std::span(&list, 1), Items::bare);
  return *std::move(list.items.value);
}

}  // namespace worklist
