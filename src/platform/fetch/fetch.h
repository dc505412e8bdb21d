#pragma once

#include <chrono>
#include <cstddef>
#include <stdexcept>
#include <string>

#include "fetch/url.h"

namespace fetch {

struct Request {
  std::string method = "GET";
  std::string url = {};
  Pairs headers = {};
  std::string body = {};
};

struct Limits {
  std::chrono::milliseconds connect{5'000};
  std::chrono::milliseconds whole{10'000};  // from asking to the last byte
  std::size_t largest = 1024 * 1024;        // bytes of an answer's body
};

struct Answer {
  int status = 0;
  std::string body = {};
};

// No answer came: "https://sso.example.org/keys did not answer: Timeout was reached."
class Failed : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Asks another server and waits for its answer, whatever the status. Throws Failed where there is none, where it is
// too large, or where may_ask() says no. From any thread that may wait.
Answer send(const Request& request, const Limits& limits = {});

}  // namespace fetch
