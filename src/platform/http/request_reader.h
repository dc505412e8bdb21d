#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "http/framing.h"
#include "http/head_lines.h"
#include "http/message.h"

namespace http {

struct ReadLimits {
  std::size_t max_head = 64 * 1024;
  std::size_t max_headers = 200;
  std::size_t max_body = 1024 * 1024;
  std::size_t max_target = 8 * 1024;
};

// Bytes of one connection -> requests, without sockets and clocks:
//   fill room(), say received(n), then next() until it says need_more; after each complete request, drop() it.
// After a refusal the reader takes nothing more.
class RequestReader {
 public:
  enum class Outcome { need_more, complete, refused };

  explicit RequestReader(const ReadLimits& limits);
  ~RequestReader();
  RequestReader(const RequestReader&) = delete;
  RequestReader& operator=(const RequestReader&) = delete;

  std::span<char> room();  // never empty after next() said need_more
  void received(std::size_t bytes) { end_ += bytes; }
  Outcome next();
  void drop();   // forgets the complete request; its views end
  void reset();  // forgets everything, also the memory that an unusual request took

  Request& request() { return request_; }
  const Request& request() const { return request_; }
  const Refusal& refusal() const { return refusal_; }
  bool keep_alive() const { return keep_alive_; }
  bool http_1_1() const { return http_1_1_; }
  bool empty() const { return begin_ == end_; }  // no byte of a next request is here
  bool in_body() const { return stage_ == Stage::sized_body || stage_ == Stage::chunked_body; }
  bool expects_continue() const { return framing_.expects_continue; }  // and no byte of the body came yet
  void continued() { framing_.expects_continue = false; }

 private:
  enum class Stage { head, sized_body, chunked_body, complete, refused };
  class Grammar;  // Beast's parser

  Outcome read_head();
  Outcome parse_head(std::size_t size);
  Outcome begin_body();
  Outcome read_sized_body();
  Outcome read_chunked_body();
  Outcome complete(std::string_view body, std::size_t end);
  Outcome refuse(const Refusal& refusal);
  void skip_blank_line();
  void make_room();
  void keep_rest(std::size_t from);

  ReadLimits limits_;
  std::unique_ptr<Grammar> grammar_;
  std::unique_ptr<char[]> buffer_;
  std::size_t capacity_;
  std::size_t begin_ = 0;        // of the request being read
  std::size_t end_ = 0;          // of what came
  std::size_t body_begin_ = 0;   // behind the head
  std::size_t request_end_ = 0;  // of the complete request
  Stage stage_ = Stage::head;
  HeadLines lines_;
  Framing framing_;
  Request request_;
  std::vector<Header> headers_;
  std::string body_;  // one that did not fit behind its head, or came in chunks
  Refusal refusal_{};
  bool http_1_1_ = true;
  bool keep_alive_ = true;
  bool skipped_blank_ = false;
};

}  // namespace http
