#include "worklist/guards.h"

#include "events/outbox.h"

namespace worklist {
namespace {

constexpr db::Query find_visible{"worklist.can_see", R"sql(
  select 1
    from worklists w
   where w.id = $1
     and (w.hidden = 0 or exists (select 1 from worklist_readers r where r.worklist_id = w.id and r.user_id = $2))
)sql"};

constexpr db::Query find_editor{"worklist.can_edit", R"sql(
  select 1 from worklist_editors e where e.worklist_id = $1 and e.user_id = $2
)sql"};

constexpr db::Query find_mover{"worklist.can_move", R"sql(
  select 1 from worklist_readers r where r.worklist_id = $1 and r.user_id = $2
)sql"};

constexpr db::Query find_move{"worklist.has_move", R"sql(
  select 1
    from worklists w
    join user_permissions up on up.permission_id = w.movers_id
   where w.id = $1 and up.user_id = $2
)sql"};

constexpr db::Query set_guard{"worklist.govern", R"sql(
  update worklists set board_id = $2, hidden = $3, editors_id = nullif($4, 0), movers_id = nullif($5, 0) where id = $1
)sql"};

constexpr db::Query clear_guard{"worklist.set_free", R"sql(
  update worklists
     set board_id = null, hidden = private,
         editors_id = (select min(p.id)
                         from worklist_permissions wp
                         join permissions p on p.id = wp.permission_id
                        where wp.worklist_id = worklists.id and p.codename = 'edit_worklist'),
         movers_id = (select min(p.id)
                        from worklist_permissions wp
                        join permissions p on p.id = wp.permission_id
                       where wp.worklist_id = worklists.id and p.codename = 'move_items')
   where id = $1
)sql"};

constexpr db::Query find_board{"worklist.board_of", R"sql(
  select board_id from worklists where id = $1 and board_id is not null
)sql"};

constexpr db::Query find_hidden{"worklist.is_hidden", "select hidden from worklists where id = $1"};

constexpr db::Query all_queries[] = {find_visible, find_editor, find_mover, find_move,
                                     set_guard,    clear_guard, find_board, find_hidden};

// Its events are seen by those who see the list.
template <class Change>
void moving_events(db::Transaction& tx, WorklistId id, Change change) {
  const auto before = is_hidden(tx, id);
  change();
  const auto after = is_hidden(tx, id);
  if (after != before) events::set_worklist_hidden(tx, id.value, after);
}

}  // namespace

bool can_see(db::Session& session, const auth::Actor& reader, WorklistId id) {
  return session.exists(find_visible, {id, reader.id});
}
bool can_edit(db::Session& session, const auth::Actor& actor, WorklistId id) {
  return session.exists(find_editor, {id, actor.id});
}
bool can_move(db::Session& session, const auth::Actor& actor, WorklistId id) {
  return session.exists(find_mover, {id, actor.id});
}

bool has_move(db::Session& session, const auth::Actor& actor, WorklistId id) {
  return session.exists(find_move, {id, actor.id});
}

void require_visible(db::Session& session, const auth::Actor& reader, WorklistId id) {
  if (!can_see(session, reader, id)) throw worklist_not_found(id);
}
void require_editable(db::Session& session, const auth::Actor& actor, WorklistId id) {
  if (!can_edit(session, actor, id)) throw worklist_not_found(id);
}
void require_movable(db::Session& session, const auth::Actor& actor, WorklistId id) {
  if (!can_move(session, actor, id)) throw worklist_not_found(id);
}

Error worklist_not_found(WorklistId id) { return not_found("Worklist " + std::to_string(id.value) + " not found"); }

void govern(db::Transaction& tx, WorklistId id, const Guard& guard) {
  moving_events(tx, id, [&] {
    tx.run(set_guard, {id, guard.board_id, guard.is_private, guard.editors, guard.movers});
  });
}

void set_free(db::Transaction& tx, WorklistId id) {
  moving_events(tx, id, [&] { tx.run(clear_guard, {id}); });
}

bool is_hidden(db::Session& session, WorklistId id) { return session.value<bool>(find_hidden, {id}); }

std::optional<std::int64_t> board_of(db::Session& session, WorklistId id) {
  return session.maybe(find_board, {id}, [](const db::Row& row) { return row.integer(0); });
}

std::span<const db::Query> guard_queries() { return all_queries; }

}  // namespace worklist
