#include "board/import_links.h"

#include <vector>

#include "board/board.h"
#include "board/guards.h"
#include "worklist/guards.h"

namespace board {
namespace {

// The first board that has a list governs it.
constexpr db::Query find_lanes{"board.imported_lanes", R"sql(
  select l.list_id, b.id, b.private,
         (select min(p.id)
            from board_permissions bp
            join permissions p on p.id = bp.permission_id
           where bp.board_id = b.id and p.codename = 'edit_board'),
         (select min(p.id)
            from board_permissions bp
            join permissions p on p.id = bp.permission_id
           where bp.board_id = b.id and p.codename = 'move_cards')
    from board_worklists l
    join boards b on b.id = l.board_id
   where l.id = (select min(f.id) from board_worklists f where f.list_id = l.list_id)
)sql"};

constexpr db::Query hide_events{"board.hide_imported_events", R"sql(
  update events
     set hidden = 1, subject_hidden = 1
   where subject_hidden = 0 and board_id in (select b.id from boards b where b.private = 1)
)sql"};

constexpr db::Query all_queries[] = {find_lanes, hide_events};

struct Governed {
  WorklistId list;
  worklist::Guard guard;
};

}  // namespace

void link_imported(db::Transaction& tx) {
  const auto lanes = tx.all(find_lanes, {}, [](const db::Row& row) {
    return Governed{row.get<WorklistId>(0),
                    {row.integer(1), row.get<PermissionId>(3), row.get<PermissionId>(4), row.get<bool>(2)}};
  });
  for (const auto& one : lanes) worklist::govern(tx, one.list, one.guard);
  tx.run(hide_events);
}

std::span<const db::Query> import_queries() { return all_queries; }

}  // namespace board
