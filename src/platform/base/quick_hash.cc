#include "base/quick_hash.h"

#include <bit>
#include <cstddef>
#include <cstring>

namespace {

static_assert(std::endian::native == std::endian::little, "the hash is the same on every machine that we run on");

// Odd numbers without a pattern: digits of the golden ratio, pi and e.
constexpr std::uint64_t golden = 0x9E3779B97F4A7C15U;
constexpr std::uint64_t pi = 0x243F6A8885A308D3U;
constexpr std::uint64_t euler = 0xB7E151628AED2A6BU;

// Both halves of the 128-bit product together: every bit of either factor reaches every bit of the result.
std::uint64_t fold(std::uint64_t a, std::uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

std::uint64_t word(const char* at, std::size_t bytes = 8) {
  std::uint64_t out = 0;
  std::memcpy(&out, at, bytes);
  return out;
}

}  // namespace

std::uint64_t quick_hash(std::string_view text, std::uint64_t seed) {
  const char* at = text.data();
  std::size_t left = text.size();
  // Two sums side by side, so that the processor need not wait for one product before it begins the next.
  std::uint64_t first = fold(seed ^ golden, text.size() ^ pi);
  std::uint64_t second = first ^ euler;
  for (; left >= 32; at += 32, left -= 32) {
    first = fold(word(at) ^ pi, word(at + 8) ^ first);
    second = fold(word(at + 16) ^ euler, word(at + 24) ^ second);
  }
  for (; left >= 8; at += 8, left -= 8) first = fold(word(at) ^ golden, first ^ euler);
  if (left > 0) second = fold(word(at, left) ^ golden, second ^ pi);
  return fold(first ^ golden, second ^ pi);
}
