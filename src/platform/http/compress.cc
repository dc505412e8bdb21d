#include "http/compress.h"

#include <libdeflate.h>
#include <zlib.h>

#include <algorithm>
#include <new>
#include <optional>

#include "base/text.h"

namespace http {
namespace {

constexpr int level = 1;  // 30 us for 22 KB of JSON -> 3.5 KB; higher levels take longer than they save on a network
constexpr std::size_t kept_output = 256 * 1024;

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Cuts the part before `separator` off `text`.
std::string_view cut(std::string_view& text, char separator) {
  const std::size_t end = std::min(text.find(separator), text.size());
  const std::string_view part = trimmed(text.substr(0, end));
  text.remove_prefix(std::min(end + 1, text.size()));
  return part;
}

bool refused_by_weight(std::string_view parameters) {
  while (!parameters.empty()) {
    std::string_view value = cut(parameters, ';');
    if (!equal_ignoring_case(cut(value, '='), "q")) continue;
    return value.starts_with('0') && value.find_first_not_of("0. \t") == std::string_view::npos;
  }
  return false;
}

}  // namespace

bool accepts_gzip(std::string_view accept_encoding) {
  std::optional<bool> any;
  while (!accept_encoding.empty()) {
    std::string_view parameters = cut(accept_encoding, ',');
    const std::string_view coding = cut(parameters, ';');
    if (equal_ignoring_case(coding, "gzip") || equal_ignoring_case(coding, "x-gzip")) {
      return !refused_by_weight(parameters);
    }
    if (coding == "*") any = !refused_by_weight(parameters);
  }
  return any.value_or(false);
}

bool is_compressible(std::string_view content_type) {
  const std::string_view type = cut(content_type, ';');
  if (type == "application/json" || type == "application/javascript") return true;
  if (type.starts_with("text/")) return type != "text/event-stream";
  return type == "image/svg+xml" || type.ends_with("+json") || type.ends_with("+xml");
}

struct GzipCompressor::State {
  libdeflate_compressor* compressor = libdeflate_alloc_compressor(level);
  std::unique_ptr<char[]> output;
  std::size_t capacity = 0;
};

GzipCompressor::GzipCompressor() : state_(std::make_unique<State>()) {
  if (state_->compressor == nullptr) throw std::bad_alloc{};
}

GzipCompressor::~GzipCompressor() { libdeflate_free_compressor(state_->compressor); }

std::string_view GzipCompressor::compress(std::string_view body) {
  State& state = *state_;
  const std::size_t wanted = body.size();  // more is no gain
  if (state.capacity < wanted || (state.capacity > kept_output && wanted <= kept_output)) {
    state.capacity = std::max(wanted, kept_output);
    state.output = std::make_unique_for_overwrite<char[]>(state.capacity);
  }
  const std::size_t size =
      libdeflate_gzip_compress(state.compressor, body.data(), body.size(), state.output.get(), wanted);
  return {state.output.get(), size};
}

struct GzipStream::State {
  z_stream stream{};
};

GzipStream::GzipStream() : state_(std::make_unique<State>()) {
  constexpr int gzip_window = 15 + 16;
  constexpr int memory = 8;
  if (deflateInit2(&state_->stream, level, Z_DEFLATED, gzip_window, memory, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::bad_alloc{};
  }
}

GzipStream::~GzipStream() { deflateEnd(&state_->stream); }

void GzipStream::add(std::string_view piece, std::string& out) { deflate_into(out, piece, Z_SYNC_FLUSH); }

void GzipStream::finish(std::string& out) { deflate_into(out, {}, Z_FINISH); }

void GzipStream::deflate_into(std::string& out, std::string_view piece, int flush) {
  z_stream& stream = state_->stream;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece.data()));
  stream.avail_in = static_cast<uInt>(piece.size());
  char buffer[16 * 1024];
  do {
    stream.next_out = reinterpret_cast<Bytef*>(buffer);
    stream.avail_out = sizeof buffer;
    deflate(&stream, flush);
    out.append(buffer, sizeof buffer - stream.avail_out);
  } while (stream.avail_out == 0);
}

}  // namespace http
