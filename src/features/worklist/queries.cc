#include "worklist/queries.h"

#include "worklist/guards.h"
#include "worklist/item_store.h"
#include "worklist/worklist_store.h"

namespace worklist {
namespace {

template <class Some>
void append(std::vector<db::Query>& all, const Some& some) {
  all.insert(all.end(), some.begin(), some.end());
}

}  // namespace

std::vector<db::Query> queries() {
  std::vector<db::Query> all;
  append(all, guard_queries());
  append(all, item_list_queries());
  append(all, worklist_queries());
  return all;
}

}  // namespace worklist
