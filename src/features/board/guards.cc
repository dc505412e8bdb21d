#include "board/guards.h"

namespace board {
namespace {

constexpr db::Query find_visible{"board.can_see", R"sql(
  select 1
    from boards b
   where b.id = $1
     and (b.private = 0 or exists (select 1 from board_readers r where r.board_id = b.id and r.user_id = $2))
)sql"};

constexpr db::Query find_editor{"board.can_edit", R"sql(
  select 1 from board_people p where p.board_id = $1 and p.user_id = $2 and p.codename = 'edit_board'
)sql"};

constexpr db::Query list_readers{"board.readers_of", R"sql(
  select distinct r.user_id from board_readers r where r.board_id = $1 order by r.user_id
)sql"};

constexpr db::Query all_queries[] = {find_visible, find_editor, list_readers};

}  // namespace

bool can_see(db::Session& session, const auth::Actor& reader, BoardId id) {
  return session.exists(find_visible, {id, reader.id});
}

bool can_edit(db::Session& session, const auth::Actor& actor, BoardId id) {
  return session.exists(find_editor, {id, actor.id});
}

void require_visible(db::Session& session, const auth::Actor& reader, BoardId id) {
  if (!can_see(session, reader, id)) throw board_not_found(id);
}

void require_editable(db::Session& session, const auth::Actor& actor, BoardId id) {
  if (!can_edit(session, actor, id)) throw board_not_found(id);
}

Error board_not_found(BoardId id) { return not_found("Board " + std::to_string(id.value) + " not found."); }

std::vector<UserId> readers_of(db::Session& session, BoardId id) {
  return session.all(list_readers, {id}, [](const db::Row& row) { return row.get<UserId>(0); });
}

void only_visible(listing::List& list, const auth::Actor& reader) {
  if (reader.guest()) return list.visible("b.private = 0", {});
  list.visible("b.private = 0 or b.id in (select r.board_id from board_readers r where r.user_id = ?)", {reader.id});
}

std::span<const db::Query> guard_queries() { return all_queries; }

}  // namespace board
