#include "board/event_info.h"

#include "worklist/json_object.h"

namespace board {
namespace {

using events::Type;
using worklist::JsonObject;

JsonObject info_of(const auth::Actor& actor, const Board& board) {
  JsonObject info;
  info.add("board_id", board.id).add("author_id", actor.id);
  return info;
}

events::NewEvent event(Type type, const auth::Actor& actor, const Board& board, const JsonObject& info) {
  return {
      .type = type, .author = actor.id, .info = info.done(), .board_id = board.id.value, .hidden = board.is_private};
}

// [{"2": "Ben Builder"}]
std::string names_of(const std::vector<people::User>& users) {
  std::string out = "[";
  for (const auto& one : users) {
    out += out.size() > 1 ? ", " : "";
    out += JsonObject().add(std::to_string(one.id.value), one.full_name).done();
  }
  return out + "]";
}

std::string place(const LaneAt& lane) {
  return JsonObject().add("worklist_id", lane.list).add("position", lane.position).done();
}

JsonObject permission_info(const auth::Actor& actor, const Board& board, const ChangedPermission& permission) {
  JsonObject info;
  info.add("board_id", board.id)
      .add("permission_id", permission.id)
      .add("author_id", actor.id)
      .add("codename", permission.codename);
  return info;
}

events::NewEvent lanes_event(const auth::Actor& actor, const Board& board, const std::string& added,
                             const std::string& updated) {
  const auto info =
      info_of(actor, board).add_json("added", added).add_json("removed", "null").add_json("updated", updated);
  return event(Type::board_lanes_changed, actor, board, info);
}

}  // namespace

events::NewEvent created_event(const auth::Actor& actor, const Board& board) {
  const auto info = info_of(actor, board).add("board_title", board.title).add("board_description", board.description);
  return event(Type::board_created, actor, board, info);
}

events::NewEvent details_event(const auth::Actor& actor, const Board& board, std::string_view field,
                               const std::string& old_json, const std::string& new_json) {
  const auto info =
      info_of(actor, board).add("field", field).add_json("old_value", old_json).add_json("new_value", new_json);
  return event(Type::board_details_changed, actor, board, info);
}

events::NewEvent permission_created_event(const auth::Actor& actor, const Board& board,
                                          const ChangedPermission& permission, const std::vector<people::User>& users) {
  return event(Type::board_permission_created, actor, board,
               permission_info(actor, board, permission).add_json("users", names_of(users)));
}

events::NewEvent permissions_event(const auth::Actor& actor, const Board& board, const ChangedPermission& permission,
                                   const std::vector<people::User>& added, const std::vector<people::User>& removed) {
  return event(Type::board_permissions_changed, actor, board,
               permission_info(actor, board, permission)
                   .add_json("added", names_of(added))
                   .add_json("removed", names_of(removed)));
}

events::NewEvent lane_added_event(const auth::Actor& actor, const Board& board, const LaneAt& lane) {
  return lanes_event(actor, board, place(lane), "null");
}

events::NewEvent lane_moved_event(const auth::Actor& actor, const Board& board, const LaneAt& from, const LaneAt& to) {
  return lanes_event(actor, board, "null", JsonObject().add_json("old", place(from)).add_json("new", place(to)).done());
}

}  // namespace board
