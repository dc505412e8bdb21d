#include "worklist/api.h"
#include "worklist/filters.h"

namespace worklist {
namespace {

using api::Access;
using api::Read;
using api::Write;

WorklistId list_in(const api::Call& call) { return call.address.id<WorklistId>("list"); }
WorklistFilterId filter_in(const api::Call& call) { return call.address.id<WorklistFilterId>("filter"); }

std::vector<WorklistFilter> get_filters(const Read& call) { return read_filters(call.db, call.actor, list_in(call)); }

WorklistFilter get_filter(const Read& call) { return read_filter(call.db, call.actor, list_in(call), filter_in(call)); }

WorklistFilter post_filter(const Write& call, const NewFilter& filter) {
  return add_filter(call.tx, call.actor, list_in(call), filter, call.now);
}

WorklistFilter put_filter(const Write& call, const FilterChange& change) {
  return change_filter(call.tx, call.actor, list_in(call), filter_in(call), change, call.now);
}

void delete_filter_at(const Write& call) {
  remove_filter(call.tx, call.actor, list_in(call), filter_in(call), call.now);
}

}  // namespace

namespace detail {

std::vector<api::Route> filter_routes() {
  return {
      api::get("/worklists/{list}/filters", "list_worklist_filters", "The filters of a worklist.", get_filters),
      api::get("/worklists/{list}/filters/{filter}", "read_worklist_filter", "One filter of a worklist.", get_filter),
      api::post("/worklists/{list}/filters", "create_worklist_filter", "Add a filter.", Access::authenticated,
                post_filter),
      api::put("/worklists/{list}/filters/{filter}", "change_worklist_filter", "Change a filter and its criteria.",
               Access::authenticated, put_filter),
      api::del("/worklists/{list}/filters/{filter}", "delete_worklist_filter", "Remove a filter.",
               Access::authenticated, delete_filter_at),
  };
}

}  // namespace detail
}  // namespace worklist
