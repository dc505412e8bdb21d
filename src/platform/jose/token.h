#pragma once

#include <stdexcept>
#include <string_view>

#include "jose/key.h"
#include "json/node.h"

namespace jose {

// A token that is not to be believed, and why: a sentence for the operator's log.
class Refused : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// It names a key that is not in the set: perhaps the signer has new ones.
class UnknownKey : public Refused {
 public:
  using Refused::Refused;
};

// What a signed token says, if one of these keys signed it. Throws Refused or UnknownKey; believes nothing else of it.
// `type`: what its header's "typ" must be, where it has one (RFC 8725 3.11); "JWT" and absent are always good.
json::Document verified(std::string_view token, const KeySet& keys, std::string_view type = "JWT");

}  // namespace jose
