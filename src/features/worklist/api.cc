#include "worklist/api.h"

#include "worklist/people.h"
#include "worklist/worklist_store.h"
#include "worklist/worklists.h"

namespace worklist {
namespace {

using api::Access;
using api::Read;
using api::Write;

WorklistId list_in(const api::Call& call) { return call.address.id<WorklistId>("list"); }

listing::Page<Worklist> get_lists(const Read& call, const WorklistQuery& filter) {
  return list_worklists(call.db, filter, call.actor, call.bound);
}

Worklist get_list(const Read& call) { return read_worklist(call.db, call.actor, list_in(call), call.bound); }

Worklist post_list(const Write& call, const NewWorklist& list) {
  return make_worklist(call.tx, call.actor, list, call.now);
}

Worklist put_list(const Write& call, const WorklistChange& change) {
  return change_worklist(call.tx, call.actor, list_in(call), change, call.bound, call.now);
}

void delete_list(const Write& call) { remove_worklist(call.tx, call.actor, list_in(call), call.now); }

std::vector<std::string> get_permissions(const Read& call) {
  return permissions_of(call.db, call.actor, list_in(call));
}

std::string post_permission(const Write& call, const PermissionInput& permission) {
  return add_permission(call.tx, call.actor, list_in(call), permission, call.now);
}

std::string put_permission(const Write& call, const PermissionInput& permission) {
  return change_permission(call.tx, call.actor, list_in(call), permission, call.now);
}

std::vector<api::Route> list_routes() {
  return {
      api::get("/worklists", "list_worklists", "Worklists that you may see.", get_lists, {"filters"}),
      api::get("/worklists/{list}", "read_worklist", "One worklist with its cards.", get_list),
      api::post("/worklists", "create_worklist", "Make a worklist.", Access::authenticated, post_list,
                {"filters", "owners", "users", "items"}),
      api::put("/worklists/{list}", "change_worklist", "Change a worklist that you may edit.", Access::authenticated,
               put_list, {"filters"}),
      api::del("/worklists/{list}", "archive_worklist", "Put a worklist away; it stays readable.",
               Access::authenticated, delete_list),

      api::get("/worklists/{list}/permissions", "list_worklist_permissions", "What you may do with a worklist.",
               get_permissions),
      api::post("/worklists/{list}/permissions", "create_worklist_permission", "Add a permission that is missing.",
                Access::authenticated, post_permission),
      api::put("/worklists/{list}/permissions", "change_worklist_permission", "Say who has a permission.",
               Access::authenticated, put_permission),
  };
}

}  // namespace

std::vector<api::Route> routes() {
  std::vector<api::Route> all;
  for (auto& some : {list_routes(), detail::item_routes(), detail::filter_routes()}) {
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

}  // namespace worklist
