#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "log/log.h"

namespace logging {

// Takes lines from any thread and has its own thread write them to a file descriptor, a batch at a time. Not a queue
// that wakes its reader for each line, as spdlog's: see README.md for what that costs the caller.
class Sink {
 public:
  // The format is that of the line that tells of dropped ones.
  Sink(int descriptor, Format format, std::size_t most_bytes = 8 * 1024 * 1024);
  ~Sink() { stop(); }
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;

  // The line ends with '\n'. An urgent one is written at once, others within 50 ms; the caller waits for neither.
  void put(std::string_view line, bool urgent);

  // Writes what is left and ends the thread. What is put afterwards is written by the caller.
  void stop();

 private:
  struct Chunk {
    std::string text = {};
    std::uint64_t lines = 0;
  };

  bool take(std::string_view line, bool urgent);
  void append(std::string_view line);
  void drop_oldest();
  void run();
  void write_out(const std::deque<Chunk>& chunks, std::uint64_t dropped) const;

  const int descriptor_;
  const Format format_;
  const std::size_t most_bytes_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Chunk> chunks_;
  std::size_t bytes_ = 0;
  std::uint64_t dropped_ = 0;
  bool urgent_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

// All of it, whatever interrupts; what nobody reads any more is given up.
void write_all(int descriptor, std::string_view text);

}  // namespace logging
