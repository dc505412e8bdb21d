#pragma once

#include <string>
#include <vector>

#include "db/postgresql_connection.h"
#include "db/session.h"
#include "db/session_rules.h"

namespace db {

// Saves round trips where it can: BEGIN, SAVEPOINT and RELEASE wait for the next query and travel with it.
class PostgresqlSession final : public Transaction {
 public:
  PostgresqlSession(std::string url, PostgresqlConnection::Role role) : connection_(std::move(url), role) {}

  Engine engine() const override { return Engine::postgresql; }
  void each(const Query& query, std::span<const Argument> arguments, const Visit& visit) override;
  std::int64_t run(const Query& query, std::span<const Argument> arguments) override;
  void check(const Query& query) override;
  void run_many(const Query& query, std::size_t width, std::span<const Argument> arguments) override;
  void attempt(const std::function<void()>& work) override;
  void script(std::string_view sql) override;

  // For who owns the session.
  void begin_read();
  void begin_write();
  // Throws CommitUnknown if the connection broke before the answer came.
  void commit();
  // Ends the transaction, if there is one, without waiting.
  void end_read() noexcept { leave("commit"); }
  void rollback() noexcept { leave("rollback"); }
  // The number of the write transaction on the server; empty before its first query.
  const std::string& transaction_id() const { return transaction_id_; }

 private:
  using Take = std::function<void(const PGresult*)>;

  void begin(std::initializer_list<const char*> commands);
  void leave(const char* command) noexcept;
  void undo_attempt();
  void ask(const Query& query, std::span<const Argument> arguments, bool row_by_row, const Take& take);
  void ask_chunk(const Query& query, std::size_t width, std::span<const Argument> arguments);
  // Adds the commands that waited; returns how many.
  std::size_t send_waiting(PgExchange& exchange);
  PgExchange::Outcome finish(PgExchange& exchange, std::size_t waited, bool row_by_row, const Take& take);
  void require_success(const PgExchange::Outcome& outcome, std::string_view what);
  PgResult try_prepare(const Query& query, std::span<const Oid> types);
  PgResult try_types(const Query& query, std::vector<Oid>& types);

  PostgresqlConnection connection_;
  SessionRules rules_;
  std::vector<const char*> waiting_;  // commands that go with the next query
  bool begun_ = false;                // BEGIN has been sent
  std::string transaction_id_;
};

}  // namespace db
