#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "transfer/digest.h"

struct gzFile_s;

namespace transfer {

// A backup being written: beside its place, as FILE.partial, until it is whole and on the disk. What goes wrong
// before leaves nothing. Compressed if the name ends in .gz; readable by its owner alone.
class BackupWriter {
 public:
  // Throws Error(conflict) if there is a file of this name and `overwrite` is not said, Error(invalid) if there can't
  // be one.
  BackupWriter(std::string path, bool overwrite);
  ~BackupWriter();
  BackupWriter(const BackupWriter&) = delete;
  BackupWriter& operator=(const BackupWriter&) = delete;

  void add(std::string_view lines);
  void add_rows(std::string_view lines, std::int64_t rows);
  // Adds the last line, and puts the file into its place.
  void finish();

 private:
  void write(std::string_view bytes);
  void close();
  [[noreturn]] void fail() const;

  std::string path_, partial_;
  int file_ = -1;
  gzFile_s* stream_ = nullptr;
  Digest digest_;
  std::int64_t rows_ = 0;
  bool overwrite_;
};

// A backup being read, whether compressed or not. Each reading checks the whole file.
class BackupReader {
 public:
  // Throws Error(invalid) if the file can't be read, or is none of ours.
  explicit BackupReader(const std::string& path);
  ~BackupReader();
  BackupReader(const BackupReader&) = delete;
  BackupReader& operator=(const BackupReader&) = delete;

  // The next line without its newline; false after the last one before the end mark, which then proved that all lines
  // are there and as they were written. Throws Error(invalid) if they are not.
  bool next(std::string& line);
  std::int64_t line_number() const { return number_; }
  // How many lines are rows, by the end mark.
  std::int64_t rows() const { return rows_; }
  // "backup.gz, line 12: …"
  [[noreturn]] void refuse(const std::string& why) const;

 private:
  bool read_line(std::string& line);
  void check_end(const std::string& line);

  std::string path_;
  gzFile_s* stream_ = nullptr;
  std::string buffer_;
  std::size_t position_ = 0;
  Digest digest_;
  std::int64_t number_ = 0;
  std::int64_t seen_rows_ = 0;
  std::int64_t rows_ = 0;
  bool ended_ = false;
};

}  // namespace transfer
