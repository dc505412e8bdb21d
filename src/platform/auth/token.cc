#include "auth/token.h"

#include <openssl/rand.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <span>
#include <stdexcept>

namespace auth {
namespace {

constexpr std::string_view prefix = "plenary_";
constexpr std::string_view hash_prefix = "sha256:";
constexpr std::string_view hex_digits = "0123456789abcdef";

using Digest = std::array<unsigned char, SHA256_DIGEST_LENGTH>;

void append_hex(std::string& out, std::span<const unsigned char> bytes) {
  for (const auto byte : bytes) {
    out += hex_digits[byte >> 4];
    out += hex_digits[byte & 15];
  }
}

}  // namespace

std::string make_token() {
  Digest random;
  if (RAND_bytes(random.data(), static_cast<int>(random.size())) != 1) throw std::runtime_error("no random numbers");
  std::string out(prefix);
  append_hex(out, random);
  return out;
}

std::string token_hash(std::string_view token) {
  Digest digest;
  SHA256(reinterpret_cast<const unsigned char*>(token.data()), token.size(), digest.data());
  std::string out(hash_prefix);
  append_hex(out, digest);
  return out;
}

bool is_token_hash(std::string_view text) {
  if (!text.starts_with(hash_prefix) || text.size() != hash_prefix.size() + 2 * SHA256_DIGEST_LENGTH) return false;
  text.remove_prefix(hash_prefix.size());
  return std::all_of(text.begin(), text.end(), [](char c) { return hex_digits.find(c) != std::string_view::npos; });
}

}  // namespace auth
