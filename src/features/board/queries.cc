#include "board/queries.h"

#include "board/board_store.h"
#include "board/due_date_links.h"
#include "board/guards.h"
#include "board/import_links.h"
#include "board/lane_store.h"

namespace board {

std::vector<db::Query> queries() {
  std::vector<db::Query> out;
  for (const auto& some : {board_queries(), guard_queries(), lane_queries(), link_queries(), import_queries()}) {
    out.insert(out.end(), some.begin(), some.end());
  }
  return out;
}

std::vector<db::Query> queries_of_many() {
  std::vector<db::Query> out;
  for (const auto& some : {board_queries_of_many(), lane_queries_of_many()}) {
    out.insert(out.end(), some.begin(), some.end());
  }
  return out;
}

}  // namespace board
