#include "auth/token.h"

#include <gtest/gtest.h>

namespace {

TEST(Token, IsNeverTheSameTwice) { EXPECT_NE(auth::make_token(), auth::make_token()); }

TEST(Token, CarriesAPrefixForSecretScanners) { EXPECT_TRUE(auth::make_token().starts_with("plenary_")); }

// The vector of FIPS 180-2, appendix B.1.
TEST(TokenHash, IsSha256) {
  EXPECT_EQ(auth::token_hash("abc"), "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(TokenHash, IsRecognised) {
  EXPECT_TRUE(auth::is_token_hash(auth::token_hash("x")));
  EXPECT_FALSE(auth::is_token_hash("x"));
  EXPECT_FALSE(auth::is_token_hash("sha256:" + std::string(64, 'g')));
  EXPECT_FALSE(auth::is_token_hash("sha256:" + std::string(63, 'a')));
}

}  // namespace
