#include "listing/list.h"

#include <gtest/gtest.h>

#include "listing/world_test.h"

namespace listing {
namespace {

class Lists : public World {
 protected:
  Paging limit(std::int64_t rows) const { return {{{}, std::nullopt, rows}}; }
  Paging after(std::int64_t marker, std::optional<std::int64_t> rows = {}) const { return {{{}, marker, rows}}; }
  Paging from(std::int64_t offset, std::optional<std::int64_t> rows = {}) const {
    return {{{}, std::nullopt, rows}, offset};
  }

  Ids containing(const std::string& text) {
    auto some = list();
    some.contains("t.name", text);
    return whole(some);
  }
};
PLENARY_ON_BOTH_DATABASES(Lists);

TEST_P(Lists, AreWholeWithoutALimit) {
  store_many(3);
  const auto all = page(Paging{});
  EXPECT_EQ(all.rows, (Ids{1, 2, 3}));
  EXPECT_EQ(all.total, 3);
  EXPECT_EQ(all.limit, std::nullopt);
  EXPECT_EQ(all.marker, std::nullopt);
  EXPECT_EQ(all.offset, std::nullopt);
  EXPECT_FALSE(all.more);
}

TEST_P(Lists, OfNothingAreEmpty) {
  EXPECT_EQ(page(Paging{}).rows, Ids{});
  EXPECT_EQ(page(limit(5)).total, 0);
}

// limit 0 is an empty page with the right total and no X-Limit; so is a negative one.
TEST_P(Lists, WithALimitOfNothingAreEmpty) {
  store_many(3);
  for (const std::int64_t none : {0, -1, -99}) {
    const auto page_of_none = page(limit(none));
    EXPECT_EQ(page_of_none.rows, Ids{}) << none;
    EXPECT_EQ(page_of_none.total, 3) << none;
    EXPECT_EQ(page_of_none.limit, std::nullopt) << none;
    EXPECT_FALSE(page_of_none.more) << none;
  }
}

TEST_P(Lists, GoOnBehindAMarker) {
  store_many(4);
  const auto some = page(after(2, 1));
  EXPECT_EQ(some.rows, Ids{3});
  EXPECT_EQ(some.marker, 2);
  EXPECT_EQ(some.limit, 1);
  EXPECT_EQ(some.total, 4);
  EXPECT_EQ(page(after(4)).rows, Ids{});
}

TEST_P(Lists, IgnoreAnUnknownMarker) {
  store_many(2);
  for (const std::int64_t unknown : {0, -1, 99}) {
    EXPECT_EQ(page(after(unknown)).rows, (Ids{1, 2})) << unknown;
    EXPECT_EQ(page(after(unknown)).marker, std::nullopt) << unknown;
  }
}

// A marker must be visible, but need not fit the filters.
TEST_P(Lists, TakeNoMarkerThatTheReaderMayNotSee) {
  store({{.size = 1}, {.size = 1, .hidden = true}, {.size = 2}, {.size = 1}});
  auto some = list();
  some.visible("t.hidden = ?", {0});
  some.equals("t.size", 1);
  EXPECT_EQ(page(some, after(2)).rows, (Ids{1, 4}));
  EXPECT_EQ(page(some, after(2)).marker, std::nullopt);
  EXPECT_EQ(page(some, after(3)).rows, Ids{4});
  EXPECT_EQ(page(some, after(3)).total, 2);
}

TEST_P(Lists, AreAWindowByOffset) {
  store_many(5);
  EXPECT_EQ(page(from(1, 2)).rows, (Ids{2, 3}));
  EXPECT_EQ(page(from(1, 2)).offset, 1);
  EXPECT_EQ(page(from(3)).rows, (Ids{4, 5})) << "all from there on";
  EXPECT_EQ(page(from(9, 2)).rows, Ids{});
  EXPECT_EQ(page(from(-3, 2)).rows, (Ids{1, 2}));
}

TEST_P(Lists, IgnoreTheMarkerForTheRowsWhereThereIsAnOffset) {
  store_many(5);
  const auto both = page({{{}, 4, 2}, 1});
  EXPECT_EQ(both.rows, (Ids{2, 3}));
  EXPECT_EQ(both.marker, 4) << "but it is echoed";
  EXPECT_EQ(both.offset, 1);
}

TEST_P(Lists, ComeInPieces) {
  store_many(1'000);
  auto all = page(Paging{});
  EXPECT_EQ(all.rows.size(), 500U);
  EXPECT_EQ(all.total, 1'000);
  EXPECT_EQ(all.limit, std::nullopt);
  ASSERT_TRUE(all.more);
  read([&](db::Session& session) {
    const auto second = all.more(session);
    EXPECT_EQ(second.size(), 500U);
    EXPECT_EQ(second.front(), 501);
    EXPECT_EQ(all.more(session), Ids{});
  });
}

TEST_P(Lists, ComeInPiecesFromAnOffsetOrAMarkerOn) {
  store_many(700);
  for (const auto& start : {from(100), after(100)}) {
    auto all = page(start);
    EXPECT_EQ(all.rows.front(), 101);
    ASSERT_TRUE(all.more);
    read([&](db::Session& session) {
      const auto second = all.more(session);
      EXPECT_EQ(second.size(), 100U);
      EXPECT_EQ(second.front(), 601);
    });
  }
}

TEST_P(Lists, OfALimitComeWhole) {
  store_many(700);
  const auto some = page(limit(600));
  EXPECT_EQ(some.rows.size(), 600U);
  EXPECT_FALSE(some.more);
}

// A guest gets so many rows at most; X-Limit then says how many it were.
TEST_P(Lists, AreBoundedForGuests) {
  store_many(5);
  struct Case {
    Paging asked;
    Ids rows;
    std::optional<std::int64_t> limit;
  };
  const Case cases[] = {
      {{}, {1, 2, 3}, 3},                   // cut
      {limit(9), {1, 2, 3}, 3},             // cut
      {limit(3), {1, 2, 3}, 3},             // as asked
      {limit(2), {1, 2}, 2},                // as asked
      {limit(0), {}, std::nullopt},         //
      {after(2), {3, 4, 5}, std::nullopt},  // nothing to cut
      {after(2, 9), {3, 4, 5}, 9},          //
      {after(3), {4, 5}, std::nullopt},     //
      {from(1), {2, 3, 4}, 3},              // cut
  };
  for (const auto& each : cases) {
    const auto some = page(each.asked, 3);
    EXPECT_EQ(some.rows, each.rows);
    EXPECT_EQ(some.limit, each.limit) << some.rows.size();
    EXPECT_EQ(some.total, 5);
    EXPECT_FALSE(some.more);
  }
}

TEST_P(Lists, FilterByPartsOfTexts) {
  store({{.name = "Engine"}, {.name = "a_b"}, {.name = "100%"}, {.name = "C:\\x"}, {.name = "end\\"}, {}});
  EXPECT_EQ(containing("ENG"), Ids{1});
  EXPECT_EQ(containing("e_g"), Ids{1});
  EXPECT_EQ(containing("n%e"), Ids{1});
  EXPECT_EQ(containing("a_b"), Ids{2});
  EXPECT_EQ(containing("\\x"), Ids{4}) << "a backslash is one";
  EXPECT_EQ(containing("\\"), (Ids{4, 5}));
  EXPECT_EQ(containing("\\%"), (Ids{4, 5})) << "and escapes nothing";
  EXPECT_EQ(containing("%"), (Ids{1, 2, 3, 4, 5}));
  EXPECT_EQ(containing("it's"), Ids{});
  EXPECT_EQ(containing("?"), Ids{});
  EXPECT_EQ(containing(""), (Ids{1, 2, 3, 4, 5, 6}));
}

TEST_P(Lists, FilterByValues) {
  store({{.name = "a", .size = 1}, {.name = "b", .size = 2}, {.name = "a", .size = 2}, {}});
  const auto filtered = [&](const std::function<void(List&)>& filter) {
    auto some = list();
    filter(some);
    return whole(some);
  };
  EXPECT_EQ(filtered([](List& some) { some.equals("t.size", 2); }), (Ids{2, 3}));
  EXPECT_EQ(filtered([](List& some) { some.equals("t.size", 0); }), (Ids{1, 2, 3, 4}));
  EXPECT_EQ(filtered([](List& some) { some.equals("t.size", std::nullopt); }), (Ids{1, 2, 3, 4}));
  EXPECT_EQ(filtered([](List& some) { some.one_of("t.name", {"b", "c"}); }), Ids{2});
  EXPECT_EQ(filtered([](List& some) { some.one_of("t.name", {}); }), (Ids{1, 2, 3, 4}));
  EXPECT_EQ(filtered([](List& some) {
              some.one_of("t.name", {"a", "b"});
              some.equals("t.size", 2);
              some.where("t.id > ? or t.id < ?", {2, 1});
            }),
            Ids{3});
}

// The values of a filter may be gone when the next piece is asked for.
TEST_P(Lists, KeepTheirValues) {
  std::vector<Thing> things(600);
  for (auto& one : things) one.name = "a name that fits in no small string";
  store(things);
  auto some = list();
  {
    const auto name = std::make_unique<std::string>("a name that fits in no small string");
    some.where("t.name = ?", {*name});
  }
  EXPECT_EQ(whole(some).size(), 600U);
}

}  // namespace
}  // namespace listing
