#include "board/api.h"

#include "board/board_list.h"
#include "board/boards.h"
#include "board/permissions.h"

namespace board {
namespace {

using api::Access;
using api::Read;
using api::Write;

BoardId board_in(const api::Call& call) { return call.address.id<BoardId>("board"); }

listing::Page<Board> get_boards(const Read& call, const BoardFilter& filter) {
  return list_boards(call.db, filter, call.actor, call.bound);
}

Board get_board(const Read& call) { return read_board(call.db, call.actor, board_in(call)); }

Board post_board(const Write& call, const NewBoard& board) { return make_board(call.tx, call.actor, board, call.now); }

Board put_board(const Write& call, const BoardChange& change) {
  return change_board(call.tx, call.actor, board_in(call), change, call.now);
}

void delete_board(const Write& call) { archive_board(call.tx, call.actor, board_in(call), call.now); }

std::vector<std::string> get_permissions(const Read& call) {
  return permissions_of(call.db, call.actor, board_in(call));
}

std::string post_permission(const Write& call, const PermissionChange& given) {
  return add_permission(call.tx, call.actor, board_in(call), given, call.now);
}

// Clients of the v1 API find null here.
std::optional<std::string> put_permission(const Write& call, const PermissionChange& change) {
  change_permission(call.tx, call.actor, board_in(call), change, call.now);
  return std::nullopt;
}

}  // namespace

namespace detail {

std::vector<api::Route> board_routes() {
  return {
      api::get("/boards", "list_boards", "Boards that you may see, with what is in their lanes.", get_boards),
      api::get("/boards/{board}", "read_board", "One board, with its cards and due dates.", get_board),
      api::post("/boards", "create_board", "Make a board.", Access::authenticated, post_board,
                {"lanes", "due_dates", "owners", "users"}),
      api::put("/boards/{board}", "change_board", "Change a board, move its lanes, or add some.", Access::authenticated,
               put_board, {"due_dates"}),
      api::del("/boards/{board}", "archive_board", "Put a board away with its lists; it stays readable.",
               Access::authenticated, delete_board),

      api::get("/boards/{board}/permissions", "list_permissions_of_board", "What you may do with a board.",
               get_permissions),
      api::post("/boards/{board}/permissions", "add_permission_of_board", "Give further people a permission.",
                Access::authenticated, post_permission),
      api::put("/boards/{board}/permissions", "change_permission_of_board", "Say who has a permission.",
               Access::authenticated, put_permission),
  };
}

}  // namespace detail

std::vector<api::Route> routes() {
  auto all = detail::board_routes();
  for (auto& one : detail::due_date_routes()) all.push_back(one);
  return all;
}

}  // namespace board
