#include "db/many.h"
#include "worklist/queries.h"
#include "worklist/world_test.h"

namespace worklist {
namespace {

class Schema : public World {};
PLENARY_ON_BOTH_DATABASES(Schema);

TEST_P(Schema, FitsTheQueries) {
  write([](db::Transaction& tx) {
    for (const auto& query : queries()) EXPECT_NO_THROW(tx.check(query)) << query.name;
    for (const auto& query : queries_of_many()) EXPECT_NO_THROW(db::check_many(tx, query)) << query.name;
  });
}

}  // namespace
}  // namespace worklist
