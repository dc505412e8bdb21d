#include "transfer/dump_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <vector>

#include "base/error.h"

namespace transfer {
namespace {

class File {
 public:
  explicit File(int number) : number_(number) {}
  ~File() {
    if (number_ > STDERR_FILENO) ::close(number_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

[[noreturn]] void fail(const std::string& what) { throw invalid(what + " (" + std::strerror(errno) + ")"); }

// Gone from the folder at once: nothing stays behind, however the program ends.
int open_temporary() {
  auto name = (std::filesystem::temp_directory_path() / "plenary-import-XXXXXX").string();
  const int file = ::mkostemp(name.data(), O_CLOEXEC);
  if (file < 0) fail("No temporary file can be made in the folder of " + name + ": set TMPDIR to another");
  ::unlink(name.c_str());
  return file;
}

void write_all(int file, const char* bytes, std::size_t size) {
  while (size > 0) {
    const auto written = ::write(file, bytes, size);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("The input does not fit into the temporary folder: set TMPDIR to another");
    bytes += written;
    size -= static_cast<std::size_t>(written);
  }
}

void spool(int from, int to, const std::string& path) {
  std::vector<char> buffer(1 << 20);
  for (;;) {
    const auto got = ::read(from, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail(path + " can't be read");
    if (got == 0) return;
    write_all(to, buffer.data(), static_cast<std::size_t>(got));
  }
}

}  // namespace

DumpFile::DumpFile(const std::string& path) {
  const bool standard_input = path == "-";
  const File file(standard_input ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number() < 0) fail(path + " can't be opened");
  struct stat about {};
  if (::fstat(file.number(), &about) != 0) fail(path + " can't be read");
  if (!standard_input && S_ISREG(about.st_mode)) {
    map(file.number(), path);
    return;
  }
  const File temporary(open_temporary());
  spool(file.number(), temporary.number(), standard_input ? "The standard input" : path);
  map(temporary.number(), path);
}

DumpFile::~DumpFile() {
  if (size_ > 0) ::munmap(const_cast<char*>(bytes_), size_);
}

void DumpFile::map(int file, const std::string& path) {
  struct stat about {};
  if (::fstat(file, &about) != 0) fail(path + " can't be read");
  if (about.st_size == 0) return;
  const auto size = static_cast<std::size_t>(about.st_size);
  void* bytes = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
  if (bytes == MAP_FAILED) fail(path + " can't be read");
  bytes_ = static_cast<const char*>(bytes);
  size_ = size;
}

}  // namespace transfer
