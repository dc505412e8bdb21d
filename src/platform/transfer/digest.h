#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace transfer {

// SHA-256 of bytes that come piece by piece.
class Digest {
 public:
  Digest();
  ~Digest();
  Digest(Digest&&) noexcept;

  void add(std::string_view bytes);
  // Of what was added; ends the digest.
  std::string hex();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

std::string sha256(std::string_view text);

}  // namespace transfer
