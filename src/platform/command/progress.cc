#include "command/progress.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace command {
namespace {

using namespace std::chrono_literals;

constexpr int bar_width = 30;

std::string bar(double share) {
  const int full = std::clamp(static_cast<int>(share * bar_width), 0, bar_width);
  return "[" + std::string(static_cast<std::size_t>(full), '#') +
         std::string(static_cast<std::size_t>(bar_width - full), '.') + "]";
}

std::string as_time(double seconds) {
  const auto whole = static_cast<long>(seconds + 0.5);
  char text[32];
  std::snprintf(text, sizeof text, "%ld:%02ld", whole / 60, whole % 60);
  return text;
}

}  // namespace

Progress::Progress(std::string what, std::int64_t total)
    : what_(std::move(what)), total_(total), terminal_(isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
  if (terminal_ && shown_) std::fputs("\r\033[K", stderr);
}

// The clock is asked only now and then, so that add() costs nothing.
void Progress::look() {
  const auto now = Clock::now();
  next_look_ = done_ + 256;
  if (now - started_ < 1s || now - last_shown_ < (terminal_ ? 100ms : 5s)) return;
  last_shown_ = now;
  show(std::chrono::duration<double>(now - started_).count());
}

void Progress::show(double seconds) {
  shown_ = true;
  const double rate = static_cast<double>(done_) / seconds;
  std::string line = what_ + " ";
  if (total_ > 0) {
    const double share = static_cast<double>(done_) / static_cast<double>(total_);
    if (terminal_) line += bar(share) + " ";
    line += std::to_string(static_cast<int>(100 * share)) + " % of " + std::to_string(total_);
    line += ", " + std::to_string(static_cast<long>(rate)) + "/s, " +
            as_time(static_cast<double>(total_ - done_) / rate) + " left";
  } else {
    line += std::to_string(done_) + ", " + std::to_string(static_cast<long>(rate)) + "/s";
  }
  std::fprintf(stderr, terminal_ ? "\r\033[K%s" : "%s\n", line.c_str());
}

}  // namespace command
