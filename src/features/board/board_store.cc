#include "board/board_store.h"

#include <unordered_map>

#include "base/error.h"
#include "board/board_row.h"
#include "db/many.h"

namespace board {
namespace {

constexpr db::Query find{"board.find", R"sql(
  select b.title, b.description, b.creator_id, b.project_id, b.private, b.archived, b.id, b.created_at, b.updated_at
    from boards b
   where b.id = $1
     and (b.private = 0 or exists (select 1 from board_readers r where r.board_id = b.id and r.user_id = $2))
)sql"};

constexpr db::Query people_of{"board.people_of", R"sql(
  select distinct p.board_id, p.codename, p.user_id
    from board_people p
   where p.board_id in ({{IDS}})
   order by p.user_id
)sql"};

constexpr db::Query insert{"board.insert", R"sql(
  insert into boards (created_at, title, description, creator_id, project_id, private, archived)
  values ($1, $2, $3, $4, $5, $6, $7)
  returning id
)sql"};

constexpr db::Query update{"board.update", R"sql(
  update boards
     set title = $2, description = $3, project_id = $4, private = $5, archived = $6, updated_at = $7
   where id = $1
)sql"};

constexpr db::Query permission_of{"board.permission_of", R"sql(
  select p.id
    from board_permissions bp
    join permissions p on p.id = bp.permission_id
   where bp.board_id = $1 and p.codename = $2
   order by p.id
   limit 1
)sql"};

constexpr db::Query insert_permission{"board.tie_permission", R"sql(
  insert into board_permissions (board_id, permission_id) values ($1, $2)
)sql"};

constexpr db::Query all_queries[] = {find, insert, update, permission_of, insert_permission};
constexpr db::Query all_queries_of_many[] = {people_of};

// Everything else is looked up by the rules; only the project is left for the database to refuse.
template <class Change>
auto refusing_unknown_project(const Board& board, Change change) {
  try {
    return change();
  } catch (const db::ConstraintError& error) {
    if (error.kind() != db::ConstraintError::Kind::foreign_key) throw;
    throw invalid("Foreign key error. Error in object 'Board'. Field 'project_id' value '" +
                  std::to_string(board.project_id.value_or(ProjectId{}).value) + "' is invalid.");
  }
}

}  // namespace

std::optional<Board> find_row(db::Session& session, const auth::Actor& reader, BoardId id) {
  const auto found = session.maybe(find, {id, reader.id}, board_from);
  if (!found) return std::nullopt;
  std::vector<Board> one{*found};
  add_people(session, one);
  return std::move(one.front());
}

void add_people(db::Session& session, std::vector<Board>& boards) {
  std::vector<BoardId> ids;
  std::unordered_map<BoardId, Board*> by_id;
  for (auto& one : boards) {
    ids.push_back(one.id);
    by_id[one.id] = &one;
  }
  db::each_of(session, people_of, {}, ids, [&](const db::Row& row) {
    auto& one = *by_id.at(row.get<BoardId>(0));
    (row.text(1) == "edit_board" ? one.owners : one.users).push_back(row.get<UserId>(2));
  });
}

BoardId insert_board(db::Transaction& tx, const Board& board) {
  return refusing_unknown_project(board, [&] {
    return tx.value<BoardId>(insert, {board.created_at, board.title, board.description, board.creator_id,
                                      board.project_id, board.is_private, board.archived});
  });
}

void update_board(db::Transaction& tx, const Board& board) {
  refusing_unknown_project(board, [&] {
    return tx.run(update, {board.id, board.title, board.description, board.project_id, board.is_private, board.archived,
                           board.updated_at});
  });
}

std::optional<PermissionId> find_permission(db::Session& session, BoardId id, std::string_view codename) {
  return session.maybe(permission_of, {id, codename}, [](const db::Row& row) { return row.get<PermissionId>(0); });
}

void tie_permission(db::Transaction& tx, BoardId id, PermissionId permission) {
  tx.run(insert_permission, {id, permission});
}

std::span<const db::Query> board_queries() { return all_queries; }
std::span<const db::Query> board_queries_of_many() { return all_queries_of_many; }

}  // namespace board
