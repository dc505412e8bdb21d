#include "http/head_lines.h"

#include <cstring>

namespace http {

HeadLines::Found HeadLines::scan(std::string_view head, std::size_t max_lines, std::size_t max_request_line) {
  while (const void* found = std::memchr(head.data() + scanned_, '\n', head.size() - scanned_)) {
    const std::size_t lf = static_cast<std::size_t>(static_cast<const char*>(found) - head.data());
    if (lf == line_ || head[lf - 1] != '\r') return Found::malformed;
    const std::string_view line = head.substr(line_, lf - 1 - line_);
    line_ = scanned_ = lf + 1;
    if (line.empty()) return lines_ == 0 ? Found::malformed : Found::end;
    if (line[0] == ' ' || line[0] == '\t') return Found::malformed;  // obs-fold
    if (lines_ == 0 && line.size() > max_request_line) return Found::long_request_line;
    if (++lines_ > max_lines + 1) return Found::too_many;
  }
  scanned_ = head.size();
  if (lines_ == 0 && head.size() > max_request_line) return Found::long_request_line;
  return Found::need_more;
}

}  // namespace http
