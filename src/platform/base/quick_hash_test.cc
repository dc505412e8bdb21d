#include "base/quick_hash.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <bit>
#include <set>
#include <string>

namespace {

// Servers side by side, of today's version and the next, must agree: clients hold on to what was made of it.
TEST(QuickHash, StaysTheSame) {
  EXPECT_EQ(quick_hash(""), quick_hash(std::string()));
  EXPECT_EQ(quick_hash("a story"), 0x7866e6633e72d4c2ULL);
  EXPECT_EQ(quick_hash(std::string(100, 'x')), 0xf689f78a9a4ed049ULL);
}

TEST(QuickHash, TellsEveryChangedByte) {
  const std::string text(100, 'x');
  std::set<std::uint64_t> seen = {quick_hash(text)};
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto other = text;
    other[i] = 'y';
    seen.insert(quick_hash(other));
    seen.insert(quick_hash(text.substr(0, i)));
  }
  EXPECT_EQ(seen.size(), 201U);
}

TEST(QuickHash, TellsTrailingZeros) {
  std::set<std::uint64_t> seen;
  for (std::size_t size = 0; size < 100; ++size) seen.insert(quick_hash(std::string(size, '\0')));
  EXPECT_EQ(seen.size(), 100U);
}

TEST(QuickHash, DependsOnItsSeed) { EXPECT_NE(quick_hash("text", 1), quick_hash("text", 2)); }

// One flipped bit flips about half of the 64, wherever it is.
RC_GTEST_PROP(QuickHash, SpreadsEachBit, (std::string text)) {
  if (text.empty()) text = "x";
  const auto place = *rc::gen::inRange<std::size_t>(0, text.size() * 8);
  auto other = text;
  other[place / 8] = static_cast<char>(other[place / 8] ^ (1 << (place % 8)));
  const auto flipped = std::popcount(quick_hash(text) ^ quick_hash(other));
  RC_ASSERT(flipped >= 8 && flipped <= 56);
}

}  // namespace
