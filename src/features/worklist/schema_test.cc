#include "worklist/queries.h"
#include "worklist/world_test.h"

namespace worklist {
namespace {

class Schema : public World {};
PLENARY_ON_BOTH_DATABASES(Schema);

TEST_P(Schema, FitsTheQueries) {
  write([](db::Transaction& tx) {
    for (const auto& query : queries()) EXPECT_NO_THROW(tx.check(query)) << query.name;
  });
}

}  // namespace
}  // namespace worklist
