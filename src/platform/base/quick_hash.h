#pragma once

#include <cstdint>
#include <string_view>

// 64 bits of a text that tell whether it is another one, at about the speed of reading it. The same on every machine
// and after every restart. No protection against somebody who looks for two texts with one hash.
std::uint64_t quick_hash(std::string_view text, std::uint64_t seed = 0);
