#pragma once

#include <string>
#include <string_view>

namespace transfer {

// The bytes of a dump, all within reach, so that its tables can be read in another order than it has them.
class DumpFile {
 public:
  // "-" is standard input, which goes through a temporary file, as do pipes. Throws Error(invalid) if the file can't
  // be read. Nobody may shorten the file meanwhile.
  explicit DumpFile(const std::string& path);
  ~DumpFile();
  DumpFile(const DumpFile&) = delete;
  DumpFile& operator=(const DumpFile&) = delete;

  std::string_view text() const { return {bytes_, size_}; }

 private:
  void map(int file, const std::string& path);

  const char* bytes_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace transfer
