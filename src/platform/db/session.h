#pragma once

#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "db/query.h"

namespace db {

enum class Engine { sqlite, postgresql };

// A connection inside a transaction: where queries run. One thread at a time.
//
// Throws Error(invalid/conflict/…) never by itself: a broken constraint is a ConstraintError for the store to
// translate, a database that cannot take the work now is Error(Fault::busy), everything else std::runtime_error
// naming the query (never its arguments). After a failed query the transaction takes no other: wrap in `attempt` what
// may fail if you mean to go on. (PostgreSQL is so; SQLite is held to it, so that tests on it show the mistake.)
class Session {
 public:
  using Visit = std::function<void(const Row&)>;

  virtual ~Session() = default;
  virtual Engine engine() const = 0;

  // Calls `visit` for each row, as the rows come: they do not pile up in memory. No other query may run on this
  // session from inside `visit`.
  virtual void each(const Query& query, std::span<const Argument> arguments, const Visit& visit) = 0;

  // Runs a query that answers no rows; returns how many rows it changed.
  virtual std::int64_t run(const Query& query, std::span<const Argument> arguments) = 0;

  // Fails unless the query can be prepared against the schema of today.
  virtual void check(const Query& query) = 0;

  void each(const Query& query, std::initializer_list<Argument> arguments, const Visit& visit) {
    each(query, std::span(arguments.begin(), arguments.size()), visit);
  }
  std::int64_t run(const Query& query, std::initializer_list<Argument> arguments = {}) {
    return run(query, std::span(arguments.begin(), arguments.size()));
  }

  // make(row) for every row.
  template <class Make>
  auto all(const Query& query, std::span<const Argument> arguments, Make make) {
    std::vector<decltype(make(std::declval<const Row&>()))> rows;
    each(query, arguments, [&](const Row& row) { rows.push_back(make(row)); });
    return rows;
  }
  template <class Make>
  auto all(const Query& query, std::initializer_list<Argument> arguments, Make make) {
    return all(query, std::span(arguments.begin(), arguments.size()), std::move(make));
  }

  // make(row) for the first row, if there is one.
  template <class Make>
  auto maybe(const Query& query, std::initializer_list<Argument> arguments, Make make) {
    std::optional<decltype(make(std::declval<const Row&>()))> found;
    each(query, arguments, [&](const Row& row) {
      if (!found) found.emplace(make(row));
    });
    return found;
  }

  // The first column of the first row as T; T() if there is no row.
  template <class T>
  T value(const Query& query, std::span<const Argument> arguments) {
    T found{};
    bool seen = false;
    each(query, arguments, [&](const Row& row) {
      if (!std::exchange(seen, true)) found = row.get<T>(0);
    });
    return found;
  }
  template <class T>
  T value(const Query& query, std::initializer_list<Argument> arguments = {}) {
    return value<T>(query, std::span(arguments.begin(), arguments.size()));
  }

  // Whether there is a row at all.
  bool exists(const Query& query, std::initializer_list<Argument> arguments) {
    bool found = false;
    each(query, arguments, [&](const Row&) { found = true; });
    return found;
  }
};

// A session that may write. Whoever hands it out commits or rolls back; the code that gets one never does.
class Transaction : public Session {
 public:
  // Runs `query` once for every group of `width` arguments: for bulk loads; does not count rows. On PostgreSQL the
  // commands travel together instead of waiting for each other.
  virtual void run_many(const Query& query, std::size_t width, std::span<const Argument> arguments) = 0;

  // Runs `work` so that a failure inside undoes only what `work` did (a savepoint), and passes the exception on.
  virtual void attempt(const std::function<void()>& work) = 0;

  // Several statements of DDL or bulk SQL in one text, without arguments.
  virtual void script(std::string_view sql) = 0;
};

// What a constraint refused.
class ConstraintError : public std::runtime_error {
 public:
  enum class Kind { unique, foreign_key, check, not_null };

  ConstraintError(Kind kind, std::string constraint, const std::string& message)
      : std::runtime_error(message), kind_(kind), constraint_(std::move(constraint)) {}

  Kind kind() const { return kind_; }
  // As far as the engine tells: "table.column[, table.column]" (SQLite) or the constraint's name (PostgreSQL).
  const std::string& constraint() const { return constraint_; }

 private:
  Kind kind_;
  std::string constraint_;
};

}  // namespace db
