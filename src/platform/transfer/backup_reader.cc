#include <zlib.h>

#include <cerrno>
#include <cstring>

#include "base/error.h"
#include "transfer/backup_file.h"
#include "transfer/backup_header.h"

namespace transfer {
namespace {

constexpr std::size_t piece = 1 << 18;
constexpr std::size_t longest_line = 1 << 30;

}  // namespace

BackupReader::BackupReader(const std::string& path) : path_(path), stream_(gzopen(path.c_str(), "rbe")) {
  if (stream_ == nullptr) throw invalid(path_ + " can't be opened: " + std::strerror(errno));
  gzbuffer(stream_, piece);
}

BackupReader::~BackupReader() { gzclose(stream_); }

bool BackupReader::next(std::string& line) {
  if (ended_) return false;
  if (!read_line(line)) refuse("the file ends before its end mark: it is not whole");
  if (!is_backup_end(line)) {
    digest_.add(line);
    digest_.add("\n");
    if (line.starts_with('[')) ++seen_rows_;
    return true;
  }
  check_end(line);
  ended_ = true;
  return false;
}

void BackupReader::check_end(const std::string& line) {
  BackupEnd end;
  try {
    end = parse_backup_end(line);
  } catch (const Error& error) {
    refuse(error.what());
  }
  if (end.rows != seen_rows_ || end.sha256 != digest_.hex()) refuse("the file was altered after it was written");
  rows_ = end.rows;
  std::string more;
  if (read_line(more)) refuse("something follows the end mark");
}

// False at the end of the file; a last line without a newline was cut.
bool BackupReader::read_line(std::string& line) {
  for (auto from = position_;;) {
    const auto newline = buffer_.find('\n', from);
    if (newline != std::string::npos) {
      line.assign(buffer_, position_, newline - position_);
      position_ = newline + 1;
      ++number_;
      return true;
    }
    buffer_.erase(0, position_);
    position_ = 0;
    from = buffer_.size();
    if (from > longest_line) refuse("there is no end to the line");
    buffer_.resize(from + piece);
    const int got = gzread(stream_, buffer_.data() + from, static_cast<unsigned>(piece));
    buffer_.resize(from + static_cast<std::size_t>(got < 0 ? 0 : got));
    int state = Z_OK;  // a compressed stream that was cut may still give all that is in it, and says so here alone
    gzerror(stream_, &state);
    if (got < 0 || state != Z_OK) refuse("the file is damaged or not whole, or can't be read");
    if (got == 0 && !buffer_.empty()) refuse("the file ends in the middle of a line: it is not whole");
    if (got == 0) return false;
  }
}

void BackupReader::refuse(const std::string& why) const {
  throw invalid(path_ + ", line " + std::to_string(number_ + (ended_ ? 0 : 1)) + ": " + why);
}

}  // namespace transfer
