#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "http/answer.h"
#include "http/compress.h"
#include "http/message.h"

namespace http {

// The body of one streamed answer: pulls pieces, and brings them into the form that the head promised.
class StreamBody {
 public:
  enum class Pulled { piece, nothing_yet, end };

  StreamBody(Response::Stream pull, const Answered& head);

  // Appends the next piece, or what ends the body, to `out`. `scratch` is only lent.
  Pulled pull(std::string& out, std::string& scratch);
  void append(std::string& out, std::string_view piece);
  // Appends what ends the body.
  void end(std::string& out);

 private:
  void append_coded(std::string& out, std::string_view bytes);

  Response::Stream pull_;
  std::unique_ptr<GzipStream> gzip_;
  bool chunked_;
};

}  // namespace http
