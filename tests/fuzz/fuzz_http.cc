// Arbitrary bytes, arbitrarily cut, into the reader of requests. The first byte says how they are cut.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <string_view>

#include "http/request_reader.h"

namespace {

using http::RequestReader;
using Outcome = RequestReader::Outcome;

void require(bool promise) {
  if (!promise) std::abort();
}

// Reads the views, so that the address sanitizer sees those that point nowhere.
void touch(std::string_view text) {
  volatile std::size_t sum = std::hash<std::string_view>{}(text);
  (void)sum;
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return (c >= 0 && c < 0x20) || c == 0x7f; });
}

void check(const http::Request& request, const http::ReadLimits& limits) {
  require(!request.method.empty() && !has_control(request.method));
  require(request.path.starts_with('/') && !has_control(request.path) && request.path.find('?') == request.path.npos);
  require(request.path.size() + request.query.size() <= limits.max_target + 1 && !has_control(request.query));
  require(request.headers.size() <= limits.max_headers);
  require(request.body.size() <= limits.max_body);
  std::size_t head = 0;
  for (const http::Header& header : request.headers) {
    require(!header.name.empty());
    require(header.value.find_first_of(std::string_view{"\r\n\0", 3}) == header.value.npos);
    touch(header.name);
    touch(header.value);
    head += header.name.size() + header.value.size();
  }
  require(head <= limits.max_head);
  touch(request.path);
  touch(request.query);
  touch(request.body);
}

// All that is complete in what came; false after a refusal.
bool take_requests(RequestReader& reader, const http::ReadLimits& limits) {
  for (;;) {
    switch (reader.next()) {
      case Outcome::need_more: return true;
      case Outcome::refused:
        require(reader.refusal().status >= 400 && reader.refusal().status < 500);
        require(reader.next() == Outcome::refused);
        return false;
      case Outcome::complete:
        check(reader.request(), limits);
        reader.drop();
        break;
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const http::ReadLimits limits{.max_head = 2000, .max_headers = 10, .max_body = 10'000, .max_target = 500};
  static RequestReader reader(limits);  // reused as a connection's is: what one input leaves must not harm the next
  reader.reset();
  const std::size_t step = data[0] < 128 ? std::size_t{1} + data[0] : size;
  std::string_view bytes{reinterpret_cast<const char*>(data) + 1, size - 1};
  while (take_requests(reader, limits) && !bytes.empty()) {
    const auto room = reader.room();
    require(!room.empty());
    const std::size_t count = std::min({step, room.size(), bytes.size()});
    std::memcpy(room.data(), bytes.data(), count);
    reader.received(count);
    bytes.remove_prefix(count);
  }
  return 0;
}
