#pragma once

#include <atomic>
#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

// The program's log: one line for each event, on standard error, as text or as JSON.
//
//   2026-11-22T14:24:23.123Z info  request method=GET path=/v1/stories status=200 ms=0.8 id=abc
//   {"time":"2026-11-22T14:24:23.123Z","level":"info","event":"request","method":"GET","status":200,"ms":0.8}
//
// Never give it a body, a token, a password or a whole query string: see redact_query().
// (Named `logging` because <cmath> owns ::log.)
namespace logging {

enum class Level { trace, debug, info, warn, error, off };
enum class Format { text, json };

// What stands behind a field's name. A text must live until the call returns. Whatever it holds, it cannot end the
// line or begin another field; past 2,048 bytes it is cut.
class Value {
 public:
  Value(bool yes) : value_(yes) {}                                    // NOLINT(google-explicit-constructor)
  Value(double number) : value_(number) {}                            // NOLINT(google-explicit-constructor)
  Value(std::string_view text) : value_(text) {}                      // NOLINT(google-explicit-constructor)
  Value(const std::string& text) : value_(std::string_view(text)) {}  // NOLINT(google-explicit-constructor)
  Value(const char* text) : value_(std::string_view(text)) {}         // NOLINT(google-explicit-constructor)
  template <std::integral T>
  Value(T number) : value_(static_cast<std::int64_t>(number)) {}  // NOLINT(google-explicit-constructor)

  using Kinds = std::variant<bool, std::int64_t, double, std::string_view>;
  const Kinds& kinds() const { return value_; }

 private:
  Kinds value_;
};

struct Field {
  std::string_view name;  // a literal of letters, digits and '_': written as it is
  Value value;
};

using Fields = std::initializer_list<Field>;

struct Options {
  Level level = Level::info;
  Format format = Format::text;
};

// From here on lines are written by a thread of the log's own and a caller never waits for the disk or the terminal.
// If that thread falls behind by more than 8 MB, the oldest lines are dropped and a line says how many. Errors are
// written at once, others within 50 ms. Before start()
// and after stop() a line is written at once. Both are for main(): one thread at a time.
void start(const Options& options);

// Writes what is left. Also happens when the program exits; doing it twice is harmless.
void stop();

std::string_view name_of(Level level);

// "debug" -> Level::debug; an unknown word is Level::info, Format::text.
Level level_named(std::string_view name);
Format format_named(std::string_view name);

inline std::atomic<Level> threshold{Level::info};

// Ask before computing something just for the log.
inline bool is_on(Level level) { return level >= threshold.load(std::memory_order_relaxed); }

// From any thread.
void write(Level level, std::string_view event, Fields fields);

inline void trace(std::string_view event, Fields fields = {}) {
  if (is_on(Level::trace)) write(Level::trace, event, fields);
}
inline void debug(std::string_view event, Fields fields = {}) {
  if (is_on(Level::debug)) write(Level::debug, event, fields);
}
inline void info(std::string_view event, Fields fields = {}) {
  if (is_on(Level::info)) write(Level::info, event, fields);
}
inline void warn(std::string_view event, Fields fields = {}) {
  if (is_on(Level::warn)) write(Level::warn, event, fields);
}
inline void error(std::string_view event, Fields fields = {}) {
  if (is_on(Level::error)) write(Level::error, event, fields);
}

// A query string for the log: the values of access_token, token, code, refresh_token and password (also written with
// capitals or percent signs) are "***".
std::string redact_query(std::string_view query);

}  // namespace logging
