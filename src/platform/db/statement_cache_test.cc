#include "db/statement_cache.h"

#include <gtest/gtest.h>

namespace db {
namespace {

TEST(StatementCache, ForgetsWhatWasNotUsedForTheLongestTime) {
  StatementCache<int> cache(2);
  cache.insert("a", 1);
  cache.insert("b", 2);
  EXPECT_EQ(*cache.find("a"), 1);
  EXPECT_EQ(cache.make_room(), 2);
  cache.insert("c", 3);
  EXPECT_EQ(cache.find("b"), nullptr);
  EXPECT_EQ(*cache.find("a"), 1);
  EXPECT_EQ(*cache.find("c"), 3);
  EXPECT_EQ(cache.size(), 2U);
}

TEST(StatementCache, HasRoomUntilItIsFull) {
  StatementCache<int> cache(2);
  EXPECT_EQ(cache.make_room(), std::nullopt);
  cache.insert("a", 1);
  EXPECT_EQ(cache.make_room(), std::nullopt);
  cache.clear();
  EXPECT_EQ(cache.find("a"), nullptr);
}

// The cache keeps its own copy: queries may be built on the fly.
TEST(StatementCache, DoesNotKeepTheCallersText) {
  StatementCache<int> cache(2);
  {
    std::string sql = "select something long enough to live on the heap";
    cache.insert(sql, 1);
    sql.assign(sql.size(), '!');
  }
  EXPECT_EQ(*cache.find("select something long enough to live on the heap"), 1);
}

}  // namespace
}  // namespace db
