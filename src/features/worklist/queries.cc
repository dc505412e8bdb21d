#include "worklist/queries.h"

#include "worklist/card_store.h"
#include "worklist/filter_store.h"
#include "worklist/guards.h"
#include "worklist/import_links.h"
#include "worklist/item_order.h"
#include "worklist/item_store.h"
#include "worklist/people.h"
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
  append(all, card_queries());
  append(all, order_queries());
  append(all, filter_queries());
  append(all, people_queries());
  append(all, link_queries());
  append(all, worklist_queries());
  return all;
}

std::vector<db::Query> queries_of_many() {
  auto all = item_queries_of_many();
  append(all, card_queries_of_many());
  append(all, worklist_queries_of_many());
  return all;
}

}  // namespace worklist
