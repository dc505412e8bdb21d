#include <fcntl.h>
#include <unistd.h>
#include <zlib.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "base/error.h"
#include "transfer/backup_file.h"
#include "transfer/backup_header.h"

namespace transfer {
namespace {

// The name is safe only when its folder is.
void sync_folder(const std::string& path) {
  auto folder = std::filesystem::path(path).parent_path().string();
  const int file = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return;
  ::fsync(file);
  ::close(file);
}

}  // namespace

BackupWriter::BackupWriter(std::string path, bool overwrite)
    : path_(std::move(path)), partial_(path_ + ".partial"), overwrite_(overwrite) {
  if (!overwrite && std::filesystem::exists(path_)) {
    throw conflict(path_ + " is there already: choose another name, or overwrite it with --force.");
  }
  file_ = ::open(partial_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file_ < 0) fail();
  // "T" writes the bytes as they are. The stream closes its own number, so that ours can still be synced.
  stream_ = gzdopen(::dup(file_), path_.ends_with(".gz") ? "wb3" : "wbT");
  if (stream_ == nullptr) fail();
  gzbuffer(stream_, 1 << 18);
}

BackupWriter::~BackupWriter() {
  if (file_ < 0) return;
  close();
  ::unlink(partial_.c_str());
}

void BackupWriter::add(std::string_view lines) {
  digest_.add(lines);
  write(lines);
}

void BackupWriter::add_rows(std::string_view lines, std::int64_t rows) {
  add(lines);
  rows_ += rows;
}

void BackupWriter::finish() {
  write(to_line(BackupEnd{rows_, digest_.hex()}));
  if (gzclose(std::exchange(stream_, nullptr)) != Z_OK || ::fsync(file_) != 0) fail();
  if (!overwrite_ && std::filesystem::exists(path_)) throw conflict(path_ + " was made by somebody else meanwhile.");
  if (std::rename(partial_.c_str(), path_.c_str()) != 0) fail();
  close();
  sync_folder(path_);
}

void BackupWriter::write(std::string_view bytes) {
  if (!bytes.empty() && gzwrite(stream_, bytes.data(), static_cast<unsigned>(bytes.size())) <= 0) fail();
}

void BackupWriter::close() {
  if (stream_ != nullptr) gzclose(std::exchange(stream_, nullptr));
  ::close(std::exchange(file_, -1));
}

void BackupWriter::fail() const {
  throw invalid(partial_ + " can't be written: " + std::strerror(errno) +
                ". Its folder must exist, have room, and be writable by this user.");
}

}  // namespace transfer
