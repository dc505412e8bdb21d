#pragma once

#include <string>

#include "db/session.h"
#include "db/session_rules.h"
#include "db/sqlite_connection.h"
#include "db/sqlite_statement.h"
#include "db/statement_cache.h"

namespace db {

class SqliteSession final : public Transaction {
 public:
  explicit SqliteSession(SqliteHandle connection);

  Engine engine() const override { return Engine::sqlite; }
  void each(const Query& query, std::span<const Argument> arguments, const Visit& visit) override;
  std::int64_t run(const Query& query, std::span<const Argument> arguments) override;
  void check(const Query& query) override;
  void run_many(const Query& query, std::size_t width, std::span<const Argument> arguments) override;
  void attempt(const std::function<void()>& work) override;
  void script(std::string_view sql) override;

  // For who owns the session. `begin` is one of the two below; `rollback` does nothing after a commit.
  static constexpr Query begin_read{"begin", "begin"};
  static constexpr Query begin_write{"begin", "begin immediate"};
  void begin(const Query& begin);
  void commit();
  void rollback() noexcept;
  sqlite3* connection() const { return connection_.get(); }

 private:
  SqliteStatement& prepared(const Query& query);
  void control(const Query& query);
  void undo_attempt() noexcept;
  [[noreturn]] void fail(int code, std::string_view what);
  bool in_transaction() const { return sqlite3_get_autocommit(connection_.get()) == 0; }

  SqliteHandle connection_;  // outlives the statements
  StatementCache<SqliteStatement> statements_;
  SessionRules rules_;
};

}  // namespace db
