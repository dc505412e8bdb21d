#include "demo/writing.h"

#include <gtest/gtest.h>

#include <set>

#include "base/text.h"
#include "demo/calendar.h"
#include "demo/names.h"

namespace demo {
namespace {

TEST(Random, IsTheSameEverywhere) {
  Random random(1, 2);
  EXPECT_EQ(random.next(), Random(1, 2).next());
  EXPECT_NE(Random(1, 2).next(), Random(1, 3).next());
  EXPECT_NE(Random(1, 2).next(), Random(2, 2).next());
  EXPECT_EQ(Random(0).next(), 0xe220a8397b1dcdafu);  // of the reference implementation
}

TEST(Random, RanksAreHeavyTailed) {
  Random random(7);
  std::vector<int> hits(100);
  for (int i = 0; i < 100'000; ++i) ++hits[random.rank(hits.size())];
  EXPECT_NEAR(hits[0], 15'000, 1'000);  // ln 2 / ln 101
  EXPECT_NEAR(hits[9], 2'070, 300);     // ln (11 / 10) / ln 101
  EXPECT_GT(hits[99], 100);
}

TEST(Phrase, FillsItsSlots) {
  Words words;
  words[static_cast<std::size_t>(Slot::thing)] = "image";
  words[static_cast<std::size_t>(Slot::op)] = "resize";
  words[static_cast<std::size_t>(Slot::attribute)] = "updated_at";
  std::string text;
  Phrase("{A thing} and {a op}: {Thing}, {op}").append_to(text, words);
  EXPECT_EQ(text, "An image and a resize: Image, resize");
  text.clear();
  Phrase("{a attribute}").append_to(text, words);
  EXPECT_EQ(text, "an updated_at");
  EXPECT_THROW(Phrase("{nonsense}"), std::logic_error);
}

TEST(Calendar, HasTwoReleasesAYear) {
  const auto cycles = cycles_between(*parse_time("2023-04-01T00:00:00Z", Naive::refuse),
                                     *parse_time("2024-10-01T00:00:00Z", Naive::refuse));
  ASSERT_EQ(cycles.size(), 3u);
  EXPECT_EQ(cycles[0].name, "2023.1");
  EXPECT_EQ(to_iso(cycles[1].release), "2023-10-01T00:00:00+00:00");
  EXPECT_EQ(cycles[2].name, "2024.1");
}

TEST(Names, AreOfManyPlaces) {
  Random random(3);
  std::set<std::string> names;
  bool accents = false;
  for (int i = 0; i < 500; ++i) {
    const auto name = invent_name(random);
    EXPECT_TRUE(is_utf8(name.full));
    accents |= name.full.size() != utf8_length(name.full);
    for (const char c : name.ascii) EXPECT_TRUE((c >= 'a' && c <= 'z') || c == '.' || c == '-') << name.ascii;
    names.insert(name.full);
  }
  EXPECT_TRUE(accents);
  EXPECT_GT(names.size(), 450u);
}

class InventedTexts : public ::testing::Test {
 protected:
  template <class Look>
  void each(Look look) {
    const Writing writing;
    for (std::uint64_t i = 0; i < 4'000; ++i) {
      Random random(5, i);
      const auto words = writing.words(random, random.pick(services()), "lattice/anvil", "stable/2024.1");
      look(writing, random, words, i % 10 != 0);
    }
  }
  static void expect_whole(const std::string& text) {
    EXPECT_TRUE(is_utf8(text));
    EXPECT_EQ(text.find('{'), std::string::npos) << text;
    EXPECT_EQ(text.find("\n\n\n"), std::string::npos) << text;
    EXPECT_NE(text.back(), '\n');
  }
};

TEST_F(InventedTexts, OfStoriesHaveTheRealLengths) {
  std::size_t total = 0, longest = 0;
  std::set<std::string> titles;
  each([&](const Writing& writing, Random& random, const Words& words, bool is_bug) {
    const auto [title, description] = writing.story(random, words, is_bug);
    expect_whole(title);
    expect_whole(description);
    EXPECT_GE(utf8_length(title), 5u);
    EXPECT_LE(utf8_length(title), 255u);
    total += utf8_length(description);
    longest = std::max(longest, utf8_length(description));
    titles.insert(title);
  });
  EXPECT_NEAR(static_cast<double>(total) / 4'000, 657, 50);
  EXPECT_GT(longest, 5'000u);
  EXPECT_LE(longest, 37'000u);
  EXPECT_GT(titles.size(), 3'000u);
}

TEST_F(InventedTexts, OfCommentsAreWhole) {
  each([&](const Writing& writing, Random& random, const Words& words, bool is_bug) {
    for (const auto stage : {Stage::early, Stage::middle, Stage::last}) {
      expect_whole(writing.comment(random, words, is_bug, stage));
    }
  });
}

}  // namespace
}  // namespace demo
