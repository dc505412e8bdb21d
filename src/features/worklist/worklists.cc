#include "worklist/worklists.h"

#include "base/error.h"
#include "events/outbox.h"
#include "json/write.h"
#include "worklist/event_info.h"
#include "worklist/filter_store.h"
#include "worklist/filters.h"
#include "worklist/guards.h"
#include "worklist/people.h"
#include "worklist/worklist_store.h"

namespace worklist {
namespace {

// One event for each of these that changed.
void publish_change(db::Transaction& tx, const auth::Actor& actor, const Worklist& before, const Worklist& list,
                    Time now) {
  const About about{list.id, actor.id, is_hidden(tx, list.id)};
  const auto tell = [&](std::string_view field, const auto& was, const auto& is) {
    if (was == is) return;
    events::publish(tx, details_event(about, field, json::to_text(was), json::to_text(is)), now);
  };
  tell("title", before.title, list.title);
  tell("private", before.is_private, list.is_private);
  tell("automatic", before.automatic, list.automatic);
  tell("archived", before.archived, list.archived);
}

void store_change(db::Transaction& tx, const auth::Actor& actor, const Worklist& before, const Worklist& list,
                  Time now) {
  update_worklist(tx, list);
  if (list.is_private != before.is_private && !board_of(tx, list.id)) set_free(tx, list.id);
  publish_change(tx, actor, before, list, now);
}

Worklist found(db::Session& session, const auth::Actor& reader, WorklistId id, listing::Bound bound) {
  auto lists = find_worklists(session, reader, {&id, 1}, Items::resolved, bound);
  if (lists.empty()) throw worklist_not_found(id);
  return std::move(lists.front());
}

}  // namespace

Worklist make_worklist(db::Transaction& tx, const auth::Actor& actor, const NewWorklist& wanted, Time now) {
  if (wanted.creator_id && *wanted.creator_id != actor.id) throw invalid("You can't select author of worklist.");
  Worklist list;
  list.title = wanted.title;
  list.creator_id = actor.id;
  list.project_id = wanted.project_id;
  list.is_private = wanted.is_private;
  list.archived = wanted.archived;
  list.automatic = wanted.automatic;
  list.created_at = now;
  list.id = insert_worklist(tx, list);
  events::publish(tx, created_event({list.id, actor.id, list.is_private}, list.title), now);
  auto owners = wanted.owners.value_or(std::vector<UserId>{});
  if (owners.empty()) owners.push_back(actor.id);
  create_permission(tx, actor, list.id, edit_worklist, owners, now);
  create_permission(tx, actor, list.id, move_items, wanted.users.value_or(std::vector<UserId>{}), now);
  if (list.automatic && wanted.filters) {
    for (const auto& one : *wanted.filters) store_filter(tx, actor, list.id, one, now);
  }
  return list;
}

Worklist change_worklist(db::Transaction& tx, const auth::Actor& actor, WorklistId id, const WorklistChange& change,
                         listing::Bound bound, Time now) {
  require_editable(tx, actor, id);
  const auto before = find_row(tx, id).value();
  if (change.creator_id && change.creator_id != before.creator_id) {
    throw invalid("You can't change author of worklist.");
  }
  auto list = before;
  if (change.title) list.title = *change.title;
  if (change.project_id) list.project_id = *change.project_id;
  list.is_private = change.is_private.value_or(before.is_private);
  list.archived = change.archived.value_or(before.archived);
  list.automatic = change.automatic.value_or(before.automatic);
  list.updated_at = now;
  store_change(tx, actor, before, list, now);
  return found(tx, actor, id, bound);
}

Worklist read_worklist(db::Session& session, const auth::Actor& reader, WorklistId id, listing::Bound bound) {
  auto list = found(session, reader, id, bound);
  list.filters.value = filters_of(session, id);
  return list;
}

void remove_worklist(db::Transaction& tx, const auth::Actor& actor, WorklistId id, Time now) {
  require_editable(tx, actor, id);
  archive(tx, actor, id, now);
}

void archive(db::Transaction& tx, const auth::Actor& actor, WorklistId id, Time now) {
  const auto before = find_row(tx, id);
  if (!before) throw worklist_not_found(id);
  if (before->archived) return;
  auto list = *before;
  list.archived = true;
  list.updated_at = now;
  store_change(tx, actor, *before, list, now);
}

}  // namespace worklist
