#pragma once

#include <string>
#include <string_view>

// Secrets made from an Idempotency-Key: what is stored with them can be read by nobody who lacks the key.
namespace replay {

// 256 bits that follow from the key and the text, and tell nothing of either (HMAC-SHA-256). `use` keeps what is made
// for one use from fitting another.
std::string derive(std::string_view key, std::string_view use, std::string_view text);

std::string to_hex(std::string_view bytes);

// AES-256-GCM under a secret of 32 bytes, with a new nonce each time; the result is text (base64).
std::string seal(std::string_view secret, std::string_view plain);
// Throws std::runtime_error if the text was not sealed with this secret, or was changed since.
std::string unseal(std::string_view secret, std::string_view sealed);

}  // namespace replay
