#include "db/many.h"

#include <gtest/gtest.h>

#include "base/id.h"
#include "db_testing/test_databases.h"

namespace db {
namespace {

using ThingId = Id<struct ThingTag>;

constexpr Query of_size{"test.many", "select id from things where size = $1 and id in ({{IDS}}) order by id"};

class Many : public db_testing::OnBothDatabases {
 protected:
  void SetUp() override {
    static constexpr Migration things{"things", "0001_things", "create table things (id {{ID}}, size bigint)"};
    prepare({&things, 1});
    if (IsSkipped()) return;
    write([](Transaction& tx) {
      for (int i = 1; i <= 1500; ++i) tx.run({"test.insert", "insert into things (size) values ($1)"}, {i % 2});
    });
  }
  std::vector<std::int64_t> found(const std::vector<ThingId>& ids) {
    std::vector<std::int64_t> out;
    read([&](Session& session) {
      each_of(session, of_size, {1}, ids, [&](const Row& row) { out.push_back(row.integer(0)); });
    });
    return out;
  }
};
PLENARY_ON_BOTH_DATABASES(Many);

TEST_P(Many, FindsWhatIsAskedFor) {
  EXPECT_TRUE(found({}).empty());
  EXPECT_EQ(found({{3}}), (std::vector<std::int64_t>{3}));
  EXPECT_EQ(found({{5}, {4}, {3}, {9999}, {3}}), (std::vector<std::int64_t>{3, 5})) << "each once, though asked twice";
}

TEST_P(Many, GoesPiecewise) {
  std::vector<ThingId> all(1500);
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = {static_cast<std::int64_t>(i) + 1};
  EXPECT_EQ(found(all).size(), 750U);
}

TEST_P(Many, CanBeChecked) {
  write([](Transaction& tx) {
    EXPECT_NO_THROW(check_many(tx, of_size));
    EXPECT_ANY_THROW(check_many(tx, {"test.wrong", "select id from nothing where id in ({{IDS}})"}));
  });
}

TEST(WithIds, NumbersThePlacesBehindTheOthers) {
  EXPECT_EQ(with_ids("a = $1 and b in ({{IDS}})", 1, 2), "a = $1 and b in ($2, $3)");
}

}  // namespace
}  // namespace db
