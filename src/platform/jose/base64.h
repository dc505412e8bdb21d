#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace jose {

// base64url without padding (RFC 4648 section 5). Only the one spelling of each value is read, so that no two texts
// mean the same bytes.
std::string to_base64url(std::string_view bytes);
std::optional<std::string> from_base64url(std::string_view text);

// SHA-256, 32 bytes.
std::string sha256(std::string_view bytes);

}  // namespace jose
