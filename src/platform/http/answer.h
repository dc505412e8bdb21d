#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "http/compress.h"
#include "http/framing.h"
#include "http/message.h"

namespace http {

// What an answer depends on besides the handler's response.
struct AnswerTerms {
  const Request& request;
  bool http_1_1;
  bool keep_alive;
  std::string_view date;
  std::size_t gzip_from;
  GzipCompressor& compressor;
};

// What was appended, and what must follow it.
struct Answered {
  bool keep_alive = true;
  bool streams = false;  // only head was appended: body and stream follow
  bool chunked = false;  // in chunks; else until the connection closes
  bool gzip = false;     // the stream, too, must be compressed
};

Answered append_answer(std::string& out, const Response& response, const AnswerTerms& terms);

// The answer to a request that no handler sees; the connection closes after it.
void append_refusal(std::string& out, const Refusal& refusal, std::string_view request_id, std::string_view date);

// {"code":431,"title":"Request Header Fields Too Large","description":"…"}
std::string refusal_body(const Refusal& refusal);

void append_chunk(std::string& out, std::string_view piece);
constexpr std::string_view last_chunk = "0\r\n\r\n";

}  // namespace http
