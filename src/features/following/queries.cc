#include "following/queries.h"

#include "following/event_store.h"
#include "following/following.h"
#include "following/subscription_store.h"

namespace following {

std::vector<db::Query> queries(db::Engine engine) {
  auto out = event_queries(engine);
  for (const auto& some : {following_queries(), subscription_queries()})
    out.insert(out.end(), some.begin(), some.end());
  return out;
}

}  // namespace following
