#include "board/permissions.h"

#include <algorithm>

#include "board/board_store.h"
#include "board/event_info.h"
#include "board/guards.h"
#include "board/lanes.h"
#include "events/outbox.h"
#include "people/permissions.h"

namespace board {
namespace {

using Users = std::vector<people::User>;

Board visible_row(db::Session& session, const auth::Actor& reader, BoardId id) {
  auto found = find_row(session, reader, id);
  if (!found) throw board_not_found(id);
  return *std::move(found);
}

bool has(const std::vector<UserId>& people, const auth::Actor& reader) {
  return !reader.guest() && std::find(people.begin(), people.end(), reader.id) != people.end();
}

void check_codename(const std::string& codename) {
  if (codename != edit_board && codename != move_cards) {
    throw not_found("Permission " + codename + " not found: a board has edit_board and move_cards.");
  }
}

// Those of `all` who are not among `some`.
Users without(const Users& all, const Users& some) {
  Users rest;
  std::copy_if(all.begin(), all.end(), std::back_inserter(rest), [&](const people::User& one) {
    return std::none_of(some.begin(), some.end(), [&](const people::User& other) { return other.id == one.id; });
  });
  return rest;
}

void set_users(db::Transaction& tx, const auth::Actor& actor, const Board& board, const ChangedPermission& permission,
               const std::vector<UserId>& users, Time now) {
  const auto before = people::permitted_users(tx, permission.id);
  people::set_permitted_users(tx, permission.id, users);
  const auto after = people::permitted_users(tx, permission.id);
  const auto added = without(after, before), removed = without(before, after);
  if (added.empty() && removed.empty()) return;
  events::publish(tx, permissions_event(actor, board, permission, added, removed), now);
}

// An imported board may lack one; its lists must then learn of it.
void make_late(db::Transaction& tx, const auth::Actor& actor, const Board& board, const PermissionChange& given,
               Time now) {
  make_permission(tx, actor, board, {given.codename, given.users}, now);
  govern_lanes(tx, board);
}

}  // namespace

std::vector<std::string> permissions_of(db::Session& session, const auth::Actor& reader, BoardId id) {
  const auto board = visible_row(session, reader, id);
  std::vector<std::string> out;
  if (has(board.owners, reader)) out.emplace_back(edit_board);
  if (has(board.users, reader)) out.emplace_back(move_cards);
  return out;
}

void make_permission(db::Transaction& tx, const auth::Actor& actor, const Board& board, const GivenTo& given,
                     Time now) {
  const auto name = std::string(given.codename) + "_" + std::to_string(board.id.value);
  const auto id = people::insert_permission(tx, name, given.codename, now);
  tie_permission(tx, board.id, id);
  people::set_permitted_users(tx, id, given.users);
  const auto users = people::permitted_users(tx, id);
  events::publish(tx, permission_created_event(actor, board, {id, given.codename}, users), now);
}

std::string add_permission(db::Transaction& tx, const auth::Actor& actor, BoardId id, const PermissionChange& given,
                           Time now) {
  require_editable(tx, actor, id);
  check_codename(given.codename);
  const auto board = visible_row(tx, actor, id);
  const auto permission = find_permission(tx, id, given.codename);
  if (permission) {
    auto users = given.users;
    for (const auto& one : people::permitted_users(tx, *permission)) users.push_back(one.id);
    set_users(tx, actor, board, {*permission, given.codename}, users, now);
  } else {
    make_late(tx, actor, board, given, now);
  }
  return given.codename;
}

void change_permission(db::Transaction& tx, const auth::Actor& actor, BoardId id, const PermissionChange& change,
                       Time now) {
  require_editable(tx, actor, id);
  check_codename(change.codename);
  const auto board = visible_row(tx, actor, id);
  const auto permission = find_permission(tx, id, change.codename);
  if (!permission) return make_late(tx, actor, board, change, now);
  set_users(tx, actor, board, {*permission, change.codename}, change.users, now);
}

}  // namespace board
