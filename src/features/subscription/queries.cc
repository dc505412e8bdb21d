#include "subscription/queries.h"

#include "subscription/event_list.h"
#include "subscription/followers.h"
#include "subscription/import_links.h"

namespace subscription {

std::vector<db::Query> queries() {
  auto out = follower_queries();
  for (const auto& some : {event_list_queries(), link_queries()}) out.insert(out.end(), some.begin(), some.end());
  return out;
}

}  // namespace subscription
