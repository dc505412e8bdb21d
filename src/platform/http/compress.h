#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace http {

// Whether an Accept-Encoding header takes gzip (RFC 9110 12.5.3): "gzip;q=0" refuses it, "*" takes it.
bool accepts_gzip(std::string_view accept_encoding);

// JSON, text, style sheets and scripts; everything else is compressed already or small. Event streams are left alone:
// they live for hours, and each would hold a compressor's 256 KB.
bool is_compressible(std::string_view content_type);

// Whole bodies, by libdeflate. One for each thread: it is reused and keeps its memory.
class GzipCompressor {
 public:
  GzipCompressor();
  ~GzipCompressor();
  GzipCompressor(const GzipCompressor&) = delete;
  GzipCompressor& operator=(const GzipCompressor&) = delete;

  // The compressed bytes, valid until the next call; empty if they would not be fewer.
  std::string_view compress(std::string_view body);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// A body that comes in pieces, by zlib: after each piece the client can read all of it.
class GzipStream {
 public:
  GzipStream();
  ~GzipStream();
  GzipStream(const GzipStream&) = delete;
  GzipStream& operator=(const GzipStream&) = delete;

  void add(std::string_view piece, std::string& out);  // appends to `out`
  void finish(std::string& out);

 private:
  void deflate_into(std::string& out, std::string_view piece, int flush);
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace http
