#include "log/sink.h"

#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <utility>

#include "log/line.h"

namespace logging {
namespace {

constexpr std::size_t chunk_bytes = 64 * 1024;
constexpr std::chrono::milliseconds batch_time{50};

// A thread that takes no signals: SIGTERM is for the program, and SIGPIPE must not end it.
template <class Work>
std::thread start_thread(Work work) {
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  std::thread thread(std::move(work));
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return thread;
}

}  // namespace

void write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(descriptor, text.data(), text.size());
    if (written >= 0) {
      text.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN) {
      pollfd waiting = {descriptor, POLLOUT, 0};
      poll(&waiting, 1, -1);
    } else if (errno != EINTR) {
      return;
    }
  }
}

Sink::Sink(int descriptor, Format format, std::size_t most_bytes)
    : descriptor_(descriptor), format_(format), most_bytes_(most_bytes), thread_(start_thread([this] { run(); })) {}

void Sink::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Sink::put(std::string_view line, bool urgent) {
  if (!take(line, urgent)) write_all(descriptor_, line);
}

// False once there is no thread that would write it.
bool Sink::take(std::string_view line, bool urgent) {
  bool first = false;
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return false;
    first = chunks_.empty();
    append(line);
    urgent_ = urgent_ || urgent;
  }
  if (first || urgent) wake_.notify_one();
  return true;
}

void Sink::append(std::string_view line) {
  if (chunks_.empty() || chunks_.back().text.size() + line.size() > chunk_bytes) {
    chunks_.emplace_back().text.reserve(chunk_bytes);
  }
  chunks_.back().text += line;
  ++chunks_.back().lines;
  bytes_ += line.size();
  while (bytes_ > most_bytes_ && chunks_.size() > 1) drop_oldest();
}

void Sink::drop_oldest() {
  bytes_ -= chunks_.front().text.size();
  dropped_ += chunks_.front().lines;
  chunks_.pop_front();
}

void Sink::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_ || !chunks_.empty()) {
    wake_.wait(lock, [this] { return stopping_ || !chunks_.empty(); });
    wake_.wait_for(lock, batch_time, [this] { return stopping_ || urgent_; });
    const auto chunks = std::exchange(chunks_, {});
    const auto dropped = std::exchange(dropped_, 0);
    bytes_ = 0;
    urgent_ = false;
    lock.unlock();
    write_out(chunks, dropped);
    lock.lock();
  }
}

void Sink::write_out(const std::deque<Chunk>& chunks, std::uint64_t dropped) const {
  std::string notice;
  if (dropped > 0)
    append_line(notice, format_, {Time::now(), Level::warn, "log_overrun", {{"lines_dropped", dropped}}});
  write_all(descriptor_, notice);
  for (const auto& chunk : chunks) write_all(descriptor_, chunk.text);
}

}  // namespace logging
