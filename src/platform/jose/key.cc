#include "jose/key.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <optional>

#include "base/error.h"
#include "jose/base64.h"

namespace jose {
namespace {

constexpr int least_rsa_bits = 2048;
constexpr int most_rsa_bits = 8192;  // more only costs time
constexpr std::size_t p256_bytes = 32;

template <auto Free>
struct Freeing {
  template <class T>
  void operator()(T* one) const {
    Free(one);
  }
};
using Number = std::unique_ptr<BIGNUM, Freeing<BN_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Freeing<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Freeing<OSSL_PARAM_free>>;
using MakerContext = std::unique_ptr<EVP_PKEY_CTX, Freeing<EVP_PKEY_CTX_free>>;
using CheckContext = std::unique_ptr<EVP_MD_CTX, Freeing<EVP_MD_CTX_free>>;
using Signature = std::unique_ptr<ECDSA_SIG, Freeing<ECDSA_SIG_free>>;
using KeyPointer = std::shared_ptr<EVP_PKEY>;

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

Number number_from(std::string_view bytes) {
  return Number(BN_bin2bn(bytes_of(bytes), static_cast<int>(bytes.size()), nullptr));
}

std::string text_member(const json::Node& key, std::string_view name) {
  const auto member = key.find(name);
  return member && member->is(json::Node::Kind::text) ? std::string(member->text()) : std::string();
}

std::string bytes_member(const json::Node& key, std::string_view name) {
  return from_base64url(text_member(key, name)).value_or("");
}

KeyPointer make(const char* type, OSSL_PARAM_BLD* builder) {
  const Parameters parameters(OSSL_PARAM_BLD_to_param(builder));
  const MakerContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* made = nullptr;
  if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1) {
    return nullptr;
  }
  return {made, EVP_PKEY_free};
}

KeyPointer rsa_key(const json::Node& key) {
  const auto modulus = number_from(bytes_member(key, "n"));
  const auto exponent = number_from(bytes_member(key, "e"));
  const int bits = BN_num_bits(modulus.get());
  if (bits < least_rsa_bits || bits > most_rsa_bits || !BN_is_odd(exponent.get()) || BN_is_one(exponent.get()) ||
      BN_num_bits(exponent.get()) > 64) {
    return nullptr;
  }
  const Builder builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get());
  return make("RSA", builder.get());
}

// OpenSSL refuses a point that is not on the curve.
KeyPointer p256_key(const json::Node& key) {
  const auto x = bytes_member(key, "x"), y = bytes_member(key, "y");
  if (text_member(key, "crv") != "P-256" || x.size() != p256_bytes || y.size() != p256_bytes) return nullptr;
  const auto point = '\x04' + x + y;
  const Builder builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0);
  OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size());
  return make("EC", builder.get());
}

// "use" and "alg" narrow what a key is for; a key without them is for anything of its kind.
bool is_for(const json::Node& key, std::string_view algorithm) {
  const auto use = text_member(key, "use"), wanted = text_member(key, "alg");
  return (use.empty() || use == "sig") && (wanted.empty() || wanted == algorithm);
}

std::optional<Key> read_key(const json::Node& key) {
  if (!key.is(json::Node::Kind::object)) return std::nullopt;
  const auto type = text_member(key, "kty");
  Key out{text_member(key, "kid"), Algorithm::rs256, nullptr};
  if (type == "RSA" && is_for(key, "RS256")) out.key = rsa_key(key);
  if (type == "EC" && is_for(key, "ES256")) {
    out.algorithm = Algorithm::es256;
    out.key = p256_key(key);
  }
  return out.key ? std::optional(std::move(out)) : std::nullopt;
}

// r and s as the DER that OpenSSL wants; empty if they are none.
std::string to_der(std::string_view signature) {
  if (signature.size() != 2 * p256_bytes) return {};
  const Signature pair(ECDSA_SIG_new());
  auto r = number_from(signature.substr(0, p256_bytes)), s = number_from(signature.substr(p256_bytes));
  if (ECDSA_SIG_set0(pair.get(), r.get(), s.get()) != 1) return {};
  (void)r.release();
  (void)s.release();
  std::string der(static_cast<std::size_t>(i2d_ECDSA_SIG(pair.get(), nullptr)), '\0');
  auto* out = reinterpret_cast<unsigned char*>(der.data());
  i2d_ECDSA_SIG(pair.get(), &out);
  return der;
}

}  // namespace

bool is_signed(const Key& key, std::string_view bytes, std::string_view signature) {
  const auto der = key.algorithm == Algorithm::es256 ? to_der(signature) : std::string(signature);
  if (der.empty()) return false;
  const CheckContext context(EVP_MD_CTX_new());
  return context && EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.key.get()) == 1 &&
         EVP_DigestVerify(context.get(), bytes_of(der), der.size(), bytes_of(bytes), bytes.size()) == 1;
}

KeySet read_keys(std::string_view text) {
  const json::Document document(text, "The key set");
  const auto root = document.root();
  const auto keys = root.is(json::Node::Kind::object) ? root.find("keys") : std::nullopt;
  if (!keys || !keys->is(json::Node::Kind::array)) throw invalid("The key set has no list of keys.");
  KeySet out;
  for (std::size_t i = 0; i < keys->size(); ++i) {
    if (auto key = read_key(keys->at(i))) out.push_back(*std::move(key));
  }
  return out;
}

}  // namespace jose
