#pragma once

#include <string>
#include <string_view>

namespace auth {

// A new secret of 256 random bits, with a prefix that secret scanners can look for.
std::string make_token();

// What the database keeps instead of a token: "sha256:" and 64 hex digits. A token is random, so a plain hash is
// enough: there is nothing to guess that salt or stretching would slow down.
std::string token_hash(std::string_view token);

// Whether a text has the form of token_hash(): an export carries hashes, and the import takes them as they are.
bool is_token_hash(std::string_view text);

}  // namespace auth
