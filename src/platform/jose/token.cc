#include "jose/token.h"

#include "base/error.h"
#include "base/text.h"
#include "jose/base64.h"

namespace jose {
namespace {

constexpr std::size_t longest_token = 64 * 1024;

struct Parts {
  std::string_view head, payload, signature;
  std::string_view signed_bytes;  // head and payload with the dot between
};

Parts split(std::string_view token) {
  if (token.size() > longest_token) throw Refused("the token is too long");
  const auto first = token.find('.');
  const auto second = first == std::string_view::npos ? first : token.find('.', first + 1);
  if (second == std::string_view::npos || token.find('.', second + 1) != std::string_view::npos) {
    throw Refused("the token does not have three parts");
  }
  return {token.substr(0, first), token.substr(first + 1, second - first - 1), token.substr(second + 1),
          token.substr(0, second)};
}

std::string bytes_in(std::string_view part) {
  auto bytes = from_base64url(part);
  if (!bytes) throw Refused("the token is not base64url");
  return *std::move(bytes);
}

json::Document object_in(std::string_view part, std::string_view what) {
  try {
    json::Document document(bytes_in(part), what);
    if (document.root().is(json::Node::Kind::object)) return document;
  } catch (const FormError& error) {
    throw Refused(error.what());
  }
  throw Refused(std::string(what) + " is no object");
}

std::string text_in(const json::Node& head, std::string_view name) {
  const auto member = head.find(name);
  if (!member) return {};
  if (!member->is(json::Node::Kind::text)) throw Refused("the token's " + std::string(name) + " is no text");
  return std::string(member->text());
}

Algorithm algorithm_in(const json::Node& head) {
  const auto name = text_in(head, "alg");
  if (name == "RS256") return Algorithm::rs256;
  if (name == "ES256") return Algorithm::es256;
  throw Refused("the token is signed with " + in_quotes(name) + ", not RS256 or ES256");
}

void check_head(const json::Node& head, std::string_view type) {
  if (head.find("crit")) throw Refused("the token asks for extensions (crit) that are not known here");
  const auto said = text_in(head, "typ");
  const bool good = said.empty() || equal_ignoring_case(said, "JWT") || equal_ignoring_case(said, type) ||
                    equal_ignoring_case(said, "application/" + std::string(type));
  if (!good) throw Refused("the token is of type " + in_quotes(said));
}

// A token that names no key may be by any of its algorithm.
bool is_signed_by_one(const KeySet& keys, const Parts& parts, std::string_view id, Algorithm algorithm) {
  const auto signature = bytes_in(parts.signature);
  bool known = false;
  for (const auto& key : keys) {
    if (key.algorithm != algorithm || (!id.empty() && key.id != id)) continue;
    known = true;
    if (is_signed(key, parts.signed_bytes, signature)) return true;
  }
  if (!known) throw UnknownKey("the token is signed with a key that the provider does not publish: " + in_quotes(id));
  return false;
}

}  // namespace

json::Document verified(std::string_view token, const KeySet& keys, std::string_view type) {
  const auto parts = split(token);
  const auto head = object_in(parts.head, "the token's head");
  check_head(head.root(), type);
  const auto algorithm = algorithm_in(head.root());
  if (!is_signed_by_one(keys, parts, text_in(head.root(), "kid"), algorithm)) {
    throw Refused("the token's signature is wrong");
  }
  return object_in(parts.payload, "the token");
}

}  // namespace jose
