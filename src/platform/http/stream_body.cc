#include "http/stream_body.h"

#include <utility>

namespace http {

StreamBody::StreamBody(Response::Stream pull, const Answered& head)
    : pull_(std::move(pull)), gzip_(head.gzip ? std::make_unique<GzipStream>() : nullptr), chunked_(head.chunked) {}

StreamBody::Pulled StreamBody::pull(std::string& out, std::string& scratch) {
  scratch.clear();
  const bool more = pull_(scratch);
  append(out, scratch);
  if (!more) end(out);
  return !more ? Pulled::end : scratch.empty() ? Pulled::nothing_yet : Pulled::piece;
}

void StreamBody::append(std::string& out, std::string_view piece) {
  if (piece.empty()) return;
  if (!gzip_) return append_coded(out, piece);
  std::string compressed;
  gzip_->add(piece, compressed);
  append_coded(out, compressed);
}

void StreamBody::append_coded(std::string& out, std::string_view bytes) {
  if (bytes.empty()) return;  // an empty chunk would end the body
  if (chunked_) return append_chunk(out, bytes);
  out.append(bytes);
}

void StreamBody::end(std::string& out) {
  if (gzip_) {
    std::string trailer;
    gzip_->finish(trailer);
    append_coded(out, trailer);
  }
  if (chunked_) out.append(last_chunk);
}

}  // namespace http
