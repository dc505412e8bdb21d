#include "db/sqlite_like.h"

#include <gtest/gtest.h>

namespace {

TEST(Like, FoldsCaseInAnyScript) {
  EXPECT_TRUE(db::is_like("Zoë", "ZOË"));
  EXPECT_TRUE(db::is_like("ΑΘΗΝΑ", "%αθη%"));
  EXPECT_TRUE(db::is_like("Москва", "мОСКВА"));
  EXPECT_FALSE(db::is_like("Zoe", "Zoë"));
}

TEST(Like, PercentStandsForAnyText) {
  EXPECT_TRUE(db::is_like("", "%"));
  EXPECT_TRUE(db::is_like("abcabd", "%ab%d"));
  EXPECT_TRUE(db::is_like("aaab", "%aab"));
  EXPECT_FALSE(db::is_like("abc", "%abd%"));
  EXPECT_TRUE(db::is_like("abc", "abc%%"));
}

TEST(Like, UnderscoreStandsForOneCharacterHoweverManyBytes) {
  EXPECT_TRUE(db::is_like("a☃b", "a_b"));
  EXPECT_TRUE(db::is_like("𝄞", "_"));
  EXPECT_FALSE(db::is_like("ab", "a_b"));
  EXPECT_FALSE(db::is_like("", "_"));
}

TEST(Like, TakesABackslashAsItIs) {
  EXPECT_TRUE(db::is_like("a\\", "a\\"));
  EXPECT_TRUE(db::is_like("50%\\", "%\\"));
  EXPECT_FALSE(db::is_like("a%", "a\\%"));
}

TEST(Like, SurvivesMalformedBytes) {
  EXPECT_FALSE(db::is_like("\xE2\x98", "☃"));
  EXPECT_TRUE(db::is_like("\xFFx", "%x"));
}

}  // namespace
