#pragma once

#include <libpq-fe.h>

#include <exception>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "db/postgresql_result.h"
#include "db/query.h"

namespace db {

// Arguments in the shape that libpq wants. Everything travels in binary: texts then need no terminating zero.
// Types are always said (bigint, text), since what PostgreSQL guesses depends on where a parameter stands first:
// "$1 = 0 or story_id = $1" would make it a four-byte integer.
class PgParameters {
 public:
  explicit PgParameters(std::span<const Argument> arguments);
  PgParameters(const PgParameters&) = delete;
  PgParameters& operator=(const PgParameters&) = delete;

  int count() const { return static_cast<int>(values_.size()); }
  const char* const* values() const { return values_.data(); }
  const int* lengths() const { return lengths_.data(); }
  const int* formats() const { return formats_.data(); }

 private:
  std::vector<std::uint64_t> numbers_;  // in network order
  std::vector<const char*> values_;
  std::vector<int> lengths_, formats_;
};

// bigint, text, or 0 (PostgreSQL guesses) for a null that does not say what it could have been.
std::vector<Oid> parameter_types(std::span<const Argument> arguments);
bool has_types(std::span<const Argument> arguments, std::span<const Oid> types);

// One round trip: commands that travel together, then a sync. If one fails, the server skips those after it.
class PgExchange {
 public:
  // What came back. `failure` is the first one, of the command number `failed_at`; `thrown` is what `take` threw.
  struct Outcome {
    PgResult failure = {};
    std::size_t failed_at = 0;
    std::exception_ptr thrown = {};
    bool lost = false;  // the connection broke
  };
  // Gets the number of the command and each of its results that is no failure.
  using Take = std::function<void(std::size_t command, const PGresult* result)>;

  explicit PgExchange(PGconn* connection) : connection_(connection) {}

  // Each returns the command's number. They are short enough to be gathered before the first answer is read.
  std::size_t command(const char* sql);
  std::size_t prepare(const char* name, const char* sql, std::span<const Oid> types);
  std::size_t execute(const char* name, const PgParameters& parameters);

  // Sends, then reads all answers, whatever happens. With `row_by_row` the last command's rows come one at a time.
  Outcome finish(bool row_by_row, const Take& take);
  // Sends, and leaves the answers for `skip_answers`.
  void send();
  // Reads away the answers to `commands` commands and a sync. False if the connection broke.
  static bool skip_answers(PGconn* connection, std::size_t commands);

 private:
  std::size_t sent(int accepted);
  void read_command(std::size_t command, const Take& take, Outcome& outcome);

  PGconn* connection_;
  std::size_t commands_ = 0;
  bool accepted_ = true;
};

}  // namespace db
