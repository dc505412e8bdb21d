#include "log/log.h"

#include <unistd.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "log/line.h"
#include "log/sink.h"

namespace logging {
namespace {

// The one log of the process.
std::atomic<Sink*> the_sink{nullptr};
std::atomic<Format> the_format{Format::text};

// Sinks are never destroyed: some thread may be about to put a line, also when main() is over.
Sink* new_sink(Format format) {
  static auto& all = *new std::vector<std::unique_ptr<Sink>>;
  return all.emplace_back(std::make_unique<Sink>(STDERR_FILENO, format)).get();
}

}  // namespace

void start(const Options& options) {
  static const int at_exit = std::atexit(stop);
  static_cast<void>(at_exit);
  stop();
  threshold = options.level;
  the_format = options.format;
  the_sink = new_sink(options.format);
}

void stop() {
  if (auto* sink = the_sink.load()) sink->stop();
}

void write(Level level, std::string_view event, Fields fields) {
  thread_local std::string line;
  line.clear();
  append_line(line, the_format.load(std::memory_order_relaxed), {Time::now(), level, event, fields});
  if (auto* sink = the_sink.load(std::memory_order_acquire)) {
    sink->put(line, level >= Level::error);
  } else {
    write_all(STDERR_FILENO, line);
  }
}

std::string_view name_of(Level level) {
  switch (level) {
    case Level::trace: return "trace";
    case Level::debug: return "debug";
    case Level::info: return "info";
    case Level::warn: return "warn";
    case Level::error: return "error";
    case Level::off: break;
  }
  return "off";
}

Level level_named(std::string_view name) {
  for (const auto level : {Level::trace, Level::debug, Level::warn, Level::error, Level::off}) {
    if (name_of(level) == name) return level;
  }
  return Level::info;
}

Format format_named(std::string_view name) { return name == "json" ? Format::json : Format::text; }

}  // namespace logging
