#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "json/node.h"

using EVP_PKEY = struct evp_pkey_st;

namespace jose {

enum class Algorithm { rs256, es256 };

// A public key of somebody who signs.
struct Key {
  std::string id;  // "kid"; may be empty
  Algorithm algorithm;
  std::shared_ptr<EVP_PKEY> key;
};

// Whether the bytes were signed with the key's other half. An ES256 signature is two numbers of 32 bytes.
bool is_signed(const Key& key, std::string_view bytes, std::string_view signature);

using KeySet = std::vector<Key>;

// The keys of a JWK set that are of use: RSA of 2,048 bits or more, P-256; for signing, and for no other algorithm.
// What is of another kind or malformed is left out: a set may hold keys for others. Throws FormError if the text is no
// JWK set at all.
KeySet read_keys(std::string_view text);

}  // namespace jose
