#pragma once

#include <cstddef>
#include <string_view>

namespace http {

// Walks the lines of a request's head as they come, each byte once, so that a head that cannot become good is known
// before it is complete: a line ending in a bare LF, a folded header, too many lines.
class HeadLines {
 public:
  enum class Found { need_more, end, malformed, too_many, long_request_line };

  // `head`: all bytes of the head so far; more of the same head each time.
  Found scan(std::string_view head, std::size_t max_lines, std::size_t max_request_line);
  std::size_t end() const { return line_; }  // where the head ends, once found
  void reset() { *this = {}; }

 private:
  std::size_t line_ = 0;     // where the current line begins
  std::size_t scanned_ = 0;  // no LF before this
  std::size_t lines_ = 0;
};

}  // namespace http
