#include "replay/seal.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace replay {
namespace {

const std::string secret = derive("a key", "answer", "what");

// As any other implementation of HMAC-SHA-256 says it.
TEST(Seal, DerivesByHmac) {
  EXPECT_EQ(to_hex(derive("key", "use", "text")), "01a29f33a384325bdef1cb79f6c525c429d22783876ac6e88bc9b1e3588a4c21");
}

TEST(Seal, DerivesAnotherSecretForEachKeyUseAndText) {
  EXPECT_NE(derive("a key", "answer", "what"), derive("b key", "answer", "what"));
  EXPECT_NE(derive("a key", "answer", "what"), derive("a key", "request", "what"));
  EXPECT_NE(derive("a key", "answer", "what"), derive("a key", "answer", "that"));
}

TEST(Seal, OpensToWhatItWas) {
  std::string all_bytes;
  for (int byte = 0; byte < 256; ++byte) all_bytes += static_cast<char>(byte);
  for (const auto& plain : {std::string(), std::string("x"), all_bytes, std::string(1'000'000, 'x')}) {
    EXPECT_EQ(unseal(secret, seal(secret, plain)), plain);
  }
}

TEST(Seal, ShowsNothingAndIsNeverTheSame) {
  const std::string plain = "access_token";
  EXPECT_EQ(seal(secret, plain).find(plain), std::string::npos);
  EXPECT_NE(seal(secret, plain), seal(secret, plain));
}

TEST(Seal, OpensForNobodyElse) {
  const auto sealed = seal(secret, "3n + 2 b");  // so long that every bit of the base64 counts
  EXPECT_THROW(unseal(derive("another key", "answer", "what"), sealed), std::runtime_error);
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    auto other = sealed;
    other[i] = other[i] == 'A' ? 'B' : 'A';
    EXPECT_THROW(unseal(secret, other), std::runtime_error) << i;
  }
  for (const auto* text : {"", "====", "AAAA", "not base64!"}) EXPECT_THROW(unseal(secret, text), std::runtime_error);
}

}  // namespace
}  // namespace replay
