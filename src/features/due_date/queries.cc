#include "due_date/queries.h"

#include "due_date/due_date_store.h"
#include "due_date/due_items.h"

namespace due_date {

std::vector<db::Query> queries() {
  const auto all = store_queries();
  return {all.begin(), all.end()};
}

std::vector<db::Query> queries_of_many() {
  std::vector<db::Query> out;
  for (const auto& some : {store_queries_of_many(), item_queries_of_many()}) {
    out.insert(out.end(), some.begin(), some.end());
  }
  return out;
}

}  // namespace due_date
