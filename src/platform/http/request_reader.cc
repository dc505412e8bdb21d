#include "http/request_reader.h"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <cstring>
#include <optional>

namespace http {
namespace {

namespace beast = boost::beast::http;
using boost::beast::error_code;

constexpr std::size_t first_buffer = 8 * 1024;
constexpr std::size_t kept_buffer = 64 * 1024;
// Stays free behind a head, so that a body of any size can pass through the rest of the buffer.
constexpr std::size_t slack = 2 * 1024;
// A chunk's size line with its extensions, or all trailers: RFC 9112 7.1.1 wants a limit.
constexpr std::size_t max_chunk_line = slack - 64;
constexpr std::size_t longest_method = 64;
// What is left of a chunked body before its end is never shorter than "0\r\n\r\n". With less, Beast 1.81 asserts.
constexpr std::size_t least_rest = 5;

constexpr Refusal malformed_head{400, "The request line or a header is malformed: send HTTP/1.1 as RFC 9112 has it."};
constexpr Refusal malformed_target{400,
                                   "The target must be a path such as /api/v1/stories, without control characters."};
constexpr Refusal malformed_chunk{400, "The chunked body is malformed: send chunks as RFC 9112 section 7.1 has them."};
constexpr Refusal large_body{413, "Send a smaller body, or split it into several requests."};
constexpr Refusal long_target{414, "Shorten the address to 8 KB: send long lists of values in several requests."};
constexpr Refusal large_head{431, "Send fewer or shorter headers, for instance fewer cookies."};

// Collects what Beast's parser recognises; it copies nothing but the bodies of chunks.
class Parser : public beast::basic_parser<true> {
 public:
  Parser(std::vector<Header>& headers, std::string& body) : headers_(headers), body_(body) {}

  std::string_view target;
  std::string_view method;
  int version = 11;

 private:
  using text = boost::beast::string_view;

  void on_request_impl(beast::verb, text method_text, text target_text, int number, error_code&) override {
    method = method_text;
    target = target_text;
    version = number;
  }
  void on_field_impl(beast::field, text name, text value, error_code&) override {
    if (!in_trailers_) headers_.push_back({name, value});
  }
  void on_header_impl(error_code&) override { in_trailers_ = true; }  // trailers are checked and forgotten
  std::size_t on_chunk_body_impl(std::uint64_t, text bytes, error_code&) override {
    body_.append(bytes.data(), bytes.size());
    return bytes.size();
  }
  std::size_t on_body_impl(text bytes, error_code&) override { return bytes.size(); }
  void on_response_impl(int, text, int, error_code&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
  void on_chunk_header_impl(std::uint64_t, text, error_code&) override {}
  void on_finish_impl(error_code&) override {}

  std::vector<Header>& headers_;
  std::string& body_;
  bool in_trailers_ = false;
};

}  // namespace

class RequestReader::Grammar {
 public:
  std::optional<Parser> parser;  // one for each request: Beast's can't be used twice
};

RequestReader::RequestReader(const ReadLimits& limits)
    : limits_(limits),
      grammar_(std::make_unique<Grammar>()),
      buffer_(std::make_unique_for_overwrite<char[]>(first_buffer)),
      capacity_(first_buffer) {}

RequestReader::~RequestReader() = default;

std::span<char> RequestReader::room() {
  if (stage_ != Stage::head) return {buffer_.get() + end_, capacity_ - end_};
  make_room();
  return {buffer_.get() + end_, capacity_ - slack - end_};
}

// Only in the head: later, views point into the buffer, and it neither moves nor grows.
void RequestReader::make_room() {
  if (begin_ == end_) begin_ = end_ = 0;
  if (capacity_ - end_ > 2 * slack) return;
  const std::size_t bytes = end_ - begin_;
  if (bytes + 2 * slack >= capacity_) {
    auto larger = std::make_unique_for_overwrite<char[]>(capacity_ * 2);
    std::memcpy(larger.get(), buffer_.get() + begin_, bytes);
    buffer_ = std::move(larger);
    capacity_ *= 2;
  } else {
    std::memmove(buffer_.get(), buffer_.get() + begin_, bytes);
  }
  begin_ = 0;
  end_ = bytes;
}

RequestReader::Outcome RequestReader::next() {
  switch (stage_) {
    case Stage::head: return read_head();
    case Stage::sized_body: return read_sized_body();
    case Stage::chunked_body: return read_chunked_body();
    case Stage::complete: return Outcome::complete;
    case Stage::refused: break;
  }
  return Outcome::refused;
}

RequestReader::Outcome RequestReader::refuse(const Refusal& refusal) {
  stage_ = Stage::refused;
  refusal_ = refusal;
  keep_alive_ = false;
  return Outcome::refused;
}

// RFC 9112 2.2: one empty line before the request line is forgiven.
void RequestReader::skip_blank_line() {
  if (skipped_blank_ || end_ - begin_ < 2 || std::memcmp(buffer_.get() + begin_, "\r\n", 2) != 0) return;
  skipped_blank_ = true;
  begin_ += 2;
  lines_.reset();
}

RequestReader::Outcome RequestReader::read_head() {
  skip_blank_line();
  const std::string_view head{buffer_.get() + begin_, end_ - begin_};
  switch (lines_.scan(head, limits_.max_headers, limits_.max_target + longest_method)) {
    case HeadLines::Found::need_more: return head.size() > limits_.max_head ? refuse(large_head) : Outcome::need_more;
    case HeadLines::Found::malformed: return refuse(malformed_head);
    case HeadLines::Found::too_many: return refuse(large_head);
    case HeadLines::Found::long_request_line: return refuse(long_target);
    case HeadLines::Found::end: break;
  }
  if (lines_.end() > limits_.max_head) return refuse(large_head);
  return parse_head(lines_.end());
}

RequestReader::Outcome RequestReader::parse_head(std::size_t size) {
  headers_.clear();
  Parser& parser = grammar_->parser.emplace(headers_, body_);
  parser.header_limit(static_cast<std::uint32_t>(limits_.max_head + 1));
  parser.body_limit(limits_.max_body);
  error_code error;
  parser.put(boost::asio::buffer(buffer_.get() + begin_, size), error);
  if (error == beast::error::body_limit) return refuse(large_body);
  if (error == beast::error::bad_target) return refuse(malformed_target);
  if (error || !parser.is_header_done()) return refuse(malformed_head);

  http_1_1_ = parser.version == 11;
  keep_alive_ = parser.keep_alive();
  if (parser.target.size() > limits_.max_target) return refuse(long_target);
  const auto target = split_target(parser.target);
  if (!target) return refuse(malformed_target);
  if (const auto refusal = read_framing(headers_, http_1_1_, framing_)) return refuse(*refusal);

  request_.method = parser.method;
  request_.path = target->path;
  request_.query = target->query;
  request_.headers = headers_;
  body_begin_ = begin_ + size;
  return begin_body();
}

RequestReader::Outcome RequestReader::begin_body() {
  if (framing_.content_length > limits_.max_body) return refuse(large_body);
  body_.clear();
  if (framing_.chunked) {
    stage_ = Stage::chunked_body;
  } else if (framing_.content_length > 0) {
    stage_ = Stage::sized_body;
  } else {
    framing_.expects_continue = false;
    return complete({}, body_begin_);
  }
  if (end_ > body_begin_) framing_.expects_continue = false;
  return next();
}

RequestReader::Outcome RequestReader::read_sized_body() {
  const std::size_t length = framing_.content_length;
  const std::size_t here = end_ - body_begin_;
  if (body_.empty() && here >= length) return complete({buffer_.get() + body_begin_, length}, body_begin_ + length);
  if (body_begin_ + length <= capacity_) return Outcome::need_more;

  const std::size_t taken = std::min(here, length - body_.size());
  body_.append(buffer_.get() + body_begin_, taken);
  if (body_.size() == length) return complete(body_, body_begin_ + taken);
  keep_rest(body_begin_ + taken);
  return Outcome::need_more;
}

RequestReader::Outcome RequestReader::read_chunked_body() {
  Parser& parser = *grammar_->parser;
  std::size_t taken = body_begin_;
  error_code error;
  while (end_ - taken >= least_rest && !parser.is_done() && !error) {
    taken += parser.put(boost::asio::buffer(buffer_.get() + taken, end_ - taken), error);
  }
  if (error == beast::error::body_limit) return refuse(large_body);
  if (error && error != beast::error::need_more) return refuse(malformed_chunk);
  if (parser.is_done()) return complete(body_, taken);
  if (end_ - taken > max_chunk_line) return refuse(malformed_chunk);
  keep_rest(taken);
  return Outcome::need_more;
}

// What the body has consumed makes room for what is still to come.
void RequestReader::keep_rest(std::size_t from) {
  std::memmove(buffer_.get() + body_begin_, buffer_.get() + from, end_ - from);
  end_ = body_begin_ + (end_ - from);
}

RequestReader::Outcome RequestReader::complete(std::string_view body, std::size_t end) {
  request_.body = body;
  request_end_ = end;
  stage_ = Stage::complete;
  return Outcome::complete;
}

void RequestReader::drop() {
  begin_ = request_end_;
  stage_ = Stage::head;
  lines_.reset();
  skipped_blank_ = false;
  request_ = {};
}

void RequestReader::reset() {
  begin_ = end_ = 0;
  request_end_ = 0;
  drop();
  if (body_.capacity() > kept_buffer) body_ = {};
  if (capacity_ > kept_buffer) {
    buffer_ = std::make_unique_for_overwrite<char[]>(first_buffer);
    capacity_ = first_buffer;
  }
}

}  // namespace http
