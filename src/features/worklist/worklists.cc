#include "worklist/worklists.h"

#include "events/outbox.h"
#include "worklist/event_info.h"
#include "worklist/guards.h"
#include "worklist/worklist_store.h"

namespace worklist {

void archive(db::Transaction& tx, const auth::Actor& actor, WorklistId id, Time now) {
  auto list = find_row(tx, id);
  if (!list) throw worklist_not_found(id);
  if (list->archived) return;
  list->archived = true;
  list->updated_at = now;
  update_worklist(tx, *list);
  events::publish(tx, details_event({id, actor.id, is_hidden(tx, id)}, "archived", "false", "true"), now);
}

}  // namespace worklist
