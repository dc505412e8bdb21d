#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <compare>

#include "base/error.h"
#include "listing/world_test.h"

namespace listing {
namespace {

class SortOrder : public World {
 protected:
  Ids sorted(const std::string& field, const std::string& direction) { return whole(list(), {field, direction}); }
  std::string refusal(const Order& order) {
    try {
      whole(list(), order);
    } catch (const Error& error) {
      EXPECT_EQ(error.fault(), Fault::invalid);
      return error.what();
    }
    return "none";
  }
};
PLENARY_ON_BOTH_DATABASES(SortOrder);

TEST_P(SortOrder, IsAscendingIdUnlessAsked) {
  store_many(3);
  EXPECT_EQ(whole(list()), (Ids{1, 2, 3}));
  EXPECT_EQ(whole(list(), {.sort_dir = "desc"}), (Ids{3, 2, 1}));
}

// Section 4: ties by id, nulls first when ascending, unless the direction says otherwise.
TEST_P(SortOrder, PutsNullsWhereAsked) {
  store({{.size = 2}, {}, {.size = 1}, {.size = 2}, {}});
  EXPECT_EQ(sorted("size", "asc"), (Ids{2, 5, 3, 1, 4}));
  EXPECT_EQ(sorted("size", "asc-nullsfirst"), (Ids{2, 5, 3, 1, 4}));
  EXPECT_EQ(sorted("size", "asc-nullslast"), (Ids{3, 1, 4, 2, 5}));
  EXPECT_EQ(sorted("size", "desc"), (Ids{1, 4, 3, 2, 5}));
  EXPECT_EQ(sorted("size", "desc-nullsfirst"), (Ids{2, 5, 1, 4, 3}));
  EXPECT_EQ(sorted("size", "desc-nullslast"), (Ids{1, 4, 3, 2, 5}));
}

TEST_P(SortOrder, OfTextIsByCodePoint) {
  store({{.name = "é"}, {.name = "b"}, {.name = "B"}, {.name = ""}, {.name = "a b"}, {.name = "a"}});
  EXPECT_EQ(sorted("name", "asc"), (Ids{4, 3, 6, 5, 2, 1}));
}

TEST_P(SortOrder, IsRefusedWhereUnknown) {
  EXPECT_EQ(refusal({.sort_field = "bogus"}), "Invalid sort_field [bogus]");
  EXPECT_EQ(refusal({.sort_field = "t.size"}), "Invalid sort_field [t.size]");
  EXPECT_EQ(refusal({.sort_field = "id; drop table things"}), "Invalid sort_field [id; drop table things]");
  const std::string directions =
      "Unknown sort direction, must be one of: asc-nullsfirst, asc-nullslast, desc-nullsfirst, desc-nullslast";
  for (const auto* direction : {"up", "ASC", "", "asc-nulls"}) {
    EXPECT_EQ(refusal({.sort_dir = direction}), directions) << direction;
  }
}

// What the order promises, in C++.
Ids expected(const std::vector<Thing>& things, const std::string& field, const std::string& direction) {
  const bool descending = direction.starts_with("desc");
  const bool nulls_first = direction == "asc" || direction.ends_with("nullsfirst");
  const auto order = [&](const auto& a, const auto& b) -> std::strong_ordering {
    if (!a || !b) return nulls_first ? a.has_value() <=> b.has_value() : b.has_value() <=> a.has_value();
    return descending ? *b <=> *a : *a <=> *b;
  };
  const auto before = [&](std::int64_t one, std::int64_t other) {
    const auto& a = things[static_cast<std::size_t>(one - 1)];
    const auto& b = things[static_cast<std::size_t>(other - 1)];
    if (field == "name") return order(a.name, b.name) < 0;
    if (field == "size") return order(a.size, b.size) < 0;
    if (field == "hidden") return order(std::optional(a.hidden), std::optional(b.hidden)) < 0;
    return order(std::optional(one), std::optional(other)) < 0;
  };
  Ids ids;
  for (std::size_t i = 1; i <= things.size(); ++i) ids.push_back(static_cast<std::int64_t>(i));
  std::stable_sort(ids.begin(), ids.end(), before);
  return ids;
}

// Any number below the end: a generator by itself begins with small ones.
auto below(std::size_t end) { return rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::size_t>(0, end)); }

// Few different values, so that there are many ties.
std::vector<Thing> any_things() {
  const std::vector<std::optional<std::string>> names = {std::nullopt, "a", "", "b", "B", "é", "\\", "it's"};
  const std::vector<std::optional<std::int64_t>> sizes = {std::nullopt, 0, 1, -1, 1'600'000'000'000'000};
  const auto picks = *rc::gen::container<std::vector<std::tuple<std::size_t, std::size_t, bool>>>(
      rc::gen::tuple(below(names.size()), below(sizes.size()), rc::gen::arbitrary<bool>()));
  std::vector<Thing> things;
  for (const auto& [name, size, hidden] : picks) {
    things.push_back({.name = names[name], .size = sizes[size], .hidden = hidden});
  }
  return things;
}

TEST_P(SortOrder, IsTheSamePageByPageAsAllAtOnce) {
  EXPECT_TRUE(rc::check("markers walk through the whole list", [this] {
    const auto things = any_things();
    const auto field = *rc::gen::element<std::string>("id", "name", "size", "hidden");
    const auto direction = *rc::gen::element<std::string>("asc", "desc", "asc-nullsfirst", "asc-nullslast",
                                                          "desc-nullsfirst", "desc-nullslast");
    const auto limit = static_cast<std::int64_t>(1 + *below(7));
    store(things);
    const auto all = expected(things, field, direction);
    RC_ASSERT(whole(list(), {field, direction}) == all);

    Paging paging{{{field, direction}, std::nullopt, limit}};
    Ids walked;
    for (;;) {
      const auto some = page(paging);
      RC_ASSERT(some.marker == paging.marker);
      walked.insert(walked.end(), some.rows.begin(), some.rows.end());
      RC_ASSERT(walked.size() <= all.size());
      if (std::ssize(some.rows) < limit) break;
      paging.marker = some.rows.back();
    }
    RC_ASSERT(walked == all);

    const auto offset = *below(all.size() + 2);
    const auto window = page({{{field, direction}, std::nullopt, limit}, static_cast<std::int64_t>(offset)});
    const auto start = std::min(offset, all.size());
    const auto end = std::min(start + static_cast<std::size_t>(limit), all.size());
    RC_ASSERT(window.rows == Ids(all.begin() + std::ptrdiff_t(start), all.begin() + std::ptrdiff_t(end)));
  }));
}

// A long list comes in pieces of 500, which fit together also where a tie, or the nulls, go across the seam.
TEST_P(SortOrder, HoldsAcrossThePiecesOfALongList) {
  std::vector<Thing> things(1'203);
  for (std::size_t i = 0; i < things.size(); ++i) {
    if (i % 3 != 0) things[i].size = static_cast<std::int64_t>(i % 2);
  }
  store(things);
  for (const auto* direction : {"asc", "desc", "asc-nullslast", "desc-nullsfirst"}) {
    EXPECT_EQ(sorted("size", direction), expected(things, "size", direction)) << direction;
  }
}

}  // namespace
}  // namespace listing
