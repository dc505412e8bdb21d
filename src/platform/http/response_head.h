#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "http/message.h"

namespace http {

enum class BodyForm { none, sized, chunked, until_close };

// What the server knows about an answer besides what the handler said.
struct HeadFacts {
  BodyForm form = BodyForm::sized;
  std::uint64_t length = 0;  // of a sized body
  bool http_1_1 = true;      // the request's version
  bool keep_alive = true;
  bool gzip = false;
  bool varies_by_coding = false;
  std::string_view request_id = {};
  std::string_view date = {};  // IMF-fixdate, RFC 9110 5.6.7
};

// Appends status line and headers. Bytes that would end a header (CR, LF, NUL) are left out, and so are the handler's
// headers that would contradict the server's framing.
void append_head(std::string& out, const Response& response, const HeadFacts& facts);

// Whether the handler itself asked for the connection to be closed.
bool asks_for_close(const Response& response);

bool has_header(const Response& response, std::string_view name);

// "Sun, 06 Nov 1994 08:49:37 GMT"
std::string imf_date(std::int64_t unix_seconds);

}  // namespace http
