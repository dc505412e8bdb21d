#include "replay/seal.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <memory>
#include <stdexcept>

namespace replay {
namespace {

constexpr std::size_t secret_size = 32;
constexpr std::size_t nonce_size = 12;
constexpr std::size_t mark_size = 16;  // tells whether anybody changed the bytes

struct FreeCipher {
  void operator()(EVP_CIPHER_CTX* context) const noexcept { EVP_CIPHER_CTX_free(context); }
};
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, FreeCipher>;

unsigned char* bytes(std::string& text, std::size_t from = 0) {
  return reinterpret_cast<unsigned char*>(text.data() + from);
}
const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
int length(std::string_view text) { return static_cast<int>(text.size()); }

void require(bool good) {
  if (!good) throw std::runtime_error("a stored answer cannot be sealed or opened");
}

std::string to_base64(std::string_view plain) {
  std::string out((plain.size() + 2) / 3 * 4 + 1, '\0');
  out.resize(static_cast<std::size_t>(EVP_EncodeBlock(bytes(out), bytes(plain), length(plain))));
  return out;
}

std::string from_base64(std::string_view text) {
  std::string out(text.size() / 4 * 3 + 1, '\0');
  const int size = EVP_DecodeBlock(bytes(out), bytes(text), length(text));
  require(size >= 0);
  const std::size_t filled = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
  require(static_cast<std::size_t>(size) >= filled);
  out.resize(static_cast<std::size_t>(size) - filled);
  return out;
}

}  // namespace

std::string derive(std::string_view key, std::string_view use, std::string_view text) {
  const auto told = std::string(use) + ":" + std::string(text);
  std::string out(secret_size, '\0');
  unsigned size = 0;
  require(HMAC(EVP_sha256(), key.data(), length(key), bytes(std::string_view(told)), told.size(), bytes(out), &size) !=
          nullptr);
  return out;
}

std::string to_hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += digits[byte >> 4U];
    out += digits[byte & 15U];
  }
  return out;
}

std::string seal(std::string_view secret, std::string_view plain) {
  require(secret.size() == secret_size);
  std::string out(nonce_size + plain.size() + mark_size, '\0');
  require(RAND_bytes(bytes(out), nonce_size) == 1);
  const Cipher cipher(EVP_CIPHER_CTX_new());
  int size = 0;
  require(cipher && EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes(secret), bytes(out)) == 1);
  require(EVP_EncryptUpdate(cipher.get(), bytes(out, nonce_size), &size, bytes(plain), length(plain)) == 1);
  require(EVP_EncryptFinal_ex(cipher.get(), bytes(out, nonce_size + plain.size()), &size) == 1);
  require(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, mark_size, bytes(out, nonce_size + plain.size())) ==
          1);
  return to_base64(out);
}

std::string unseal(std::string_view secret, std::string_view sealed) {
  require(secret.size() == secret_size);
  std::string in = from_base64(sealed);
  require(in.size() >= nonce_size + mark_size);
  std::string out(in.size() - nonce_size - mark_size, '\0');
  const Cipher cipher(EVP_CIPHER_CTX_new());
  int size = 0;
  require(cipher && EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes(secret), bytes(in)) == 1);
  require(EVP_DecryptUpdate(cipher.get(), bytes(out), &size, bytes(in, nonce_size), static_cast<int>(out.size())) == 1);
  require(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, mark_size, bytes(in, in.size() - mark_size)) == 1);
  std::string nothing(1, '\0');
  require(EVP_DecryptFinal_ex(cipher.get(), bytes(nothing), &size) == 1);
  return out;
}

}  // namespace replay
