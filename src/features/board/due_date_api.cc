#include "board/api.h"
#include "board/due_date_links.h"
#include "board/guards.h"
#include "due_date/due_date_store.h"
#include "due_date/due_dates.h"
#include "worklist/guards.h"

namespace board {
namespace {

using api::Access;
using api::Read;
using api::Write;
using due_date::DueDate;
using due_date::DueDateChange;
using due_date::DueDateFilter;
using due_date::NewDueDate;
using due_date::PermissionChange;

DueDateId due_date_in(const api::Call& call) { return call.address.id<DueDateId>("due_date"); }

// Where a due date is no longer to be shown; 0 is nowhere.
struct Place {
  static constexpr std::string_view type_name = "PlaceOfDueDate";
  static constexpr std::string_view argument = "place";
  static constexpr bool from_both = true;

  std::optional<BoardId> board_id = {};
  std::optional<WorklistId> worklist_id = {};

  static constexpr auto fields() {
    return std::tuple{json::field("board_id", &Place::board_id, "A board that you may edit."),
                      json::field("worklist_id", &Place::worklist_id, "A worklist that you may edit.")};
  }
};

template <class Body>
Place place_in(const Body& body) {
  Place place;
  if (body.board_id.value_or(0) != 0) place.board_id = BoardId{*body.board_id};
  if (body.worklist_id.value_or(0) != 0) place.worklist_id = WorklistId{*body.worklist_id};
  return place;
}

void require_editable(const Write& call, const Place& place) {
  if (place.board_id) board::require_editable(call.tx, call.actor, *place.board_id);
  if (place.worklist_id) worklist::require_editable(call.tx, call.actor, *place.worklist_id);
}

void show(db::Transaction& tx, const Place& place, DueDateId id) {
  if (place.board_id) show_in(tx, *place.board_id, id);
  if (place.worklist_id) show_in(tx, *place.worklist_id, id);
}

// A board or list that the reader may not see is as empty as one that does not exist.
void narrow_to(listing::List& list, std::string_view table, std::string_view column, std::int64_t id, bool seen) {
  if (!seen) return list.where("1 = 0", {});
  const auto links = std::string(table) + " k where k." + std::string(column);
  list.where("d.id in (select k.due_date_id from " + links + " = ?)", {id});
}

listing::Page<DueDate> get_due_dates(const Read& call, const DueDateFilter& filter) {
  return due_date::list_due_dates(call.db, filter, call.actor, call.bound, [&](listing::List& list) {
    const auto place = place_in(filter);
    if (place.board_id) {
      narrow_to(list, "board_due_dates", "board_id", place.board_id->value,
                can_see(call.db, call.actor, *place.board_id));
    }
    if (place.worklist_id) {
      narrow_to(list, "worklist_due_dates", "worklist_id", place.worklist_id->value,
                worklist::can_see(call.db, call.actor, *place.worklist_id));
    }
  });
}

DueDate get_due_date(const Read& call) { return due_date::read_due_date(call.db, call.actor, due_date_in(call)); }

DueDate post_due_date(const Write& call, const NewDueDate& wanted) {
  const auto place = place_in(wanted);
  require_editable(call, place);
  auto made = due_date::make_due_date(call.tx, call.actor, wanted, call.now);
  show(call.tx, place, made.id);
  return made;
}

DueDate put_due_date(const Write& call, const DueDateChange& change) {
  const auto place = place_in(change);
  due_date::require_assignable(call.tx, call.actor, due_date_in(call));
  require_editable(call, place);
  auto changed = due_date::change_due_date(call.tx, call.actor, due_date_in(call), change, call.now);
  show(call.tx, place, changed.id);
  return changed;
}

void delete_due_date(const Write& call, const Place& place) {
  const auto id = due_date_in(call);
  due_date::require_visible(call.tx, call.actor, id);
  if (!place.board_id && !place.worklist_id) {
    throw invalid("Say with board_id or worklist_id where it is no longer to be shown: due dates are never deleted.");
  }
  require_editable(call, place);
  if (place.board_id) hide_from(call.tx, *place.board_id, id, call.now);
  if (place.worklist_id) hide_from(call.tx, *place.worklist_id, id, call.now);
}

std::vector<std::string> get_permissions(const Read& call) {
  return due_date::permissions_of(call.db, call.actor, due_date_in(call));
}

std::string post_permission(const Write& call, const PermissionChange& given) {
  return due_date::add_permission(call.tx, call.actor, due_date_in(call), given, call.now);
}

std::string put_permission(const Write& call, const PermissionChange& change) {
  return due_date::change_permission(call.tx, call.actor, due_date_in(call), change, call.now);
}

}  // namespace

namespace detail {

std::vector<api::Route> due_date_routes() {
  return {
      api::get("/due_dates", "list_due_dates", "Due dates that you may see.", get_due_dates),
      api::get("/due_dates/{due_date}", "read_due_date", "One due date.", get_due_date),
      api::post("/due_dates", "create_due_date", "Make a due date.", Access::authenticated, post_due_date),
      api::put("/due_dates/{due_date}", "change_due_date", "Change a due date, or what is due then.",
               Access::authenticated, put_due_date),
      api::del("/due_dates/{due_date}", "detach_due_date", "Take a due date off a board or list, and off its cards.",
               Access::authenticated, delete_due_date),

      api::get("/due_dates/{due_date}/permissions", "list_permissions_of_due_date", "What you may do with a due date.",
               get_permissions),
      api::post("/due_dates/{due_date}/permissions", "add_permission_of_due_date", "Give further people a permission.",
                Access::authenticated, post_permission),
      api::put("/due_dates/{due_date}/permissions", "change_permission_of_due_date", "Say who has a permission.",
               Access::authenticated, put_permission),
  };
}

}  // namespace detail
}  // namespace board
