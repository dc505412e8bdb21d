#pragma once

#include <libpq-fe.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "db/postgresql_exchange.h"
#include "db/statement_cache.h"

namespace db {

// The n of the highest $n in a text.
std::size_t highest_parameter(std::string_view sql);

// As the URL says, and patient only for so long. To be finished by the caller, whether it came about or not.
PGconn* connect_to(const std::string& url);

// A connection in pipeline mode, with its prepared statements. Connects again by itself, between transactions.
class PostgresqlConnection {
 public:
  enum class Role { reader, writer };

  // Throws std::runtime_error saying what to do if the server can't be reached or is of no use.
  PostgresqlConnection(std::string url, Role role);
  ~PostgresqlConnection();
  PostgresqlConnection(const PostgresqlConnection&) = delete;
  PostgresqlConnection& operator=(const PostgresqlConnection&) = delete;

  PGconn* get() const { return connection_.get(); }
  // Before a transaction: connects again if the connection was lost since the last one. Throws Error(Fault::busy) if
  // the server can't be reached now.
  void require_alive();
  // After the connection broke.
  void drop();
  // Runs a command whose answer nobody needs, without waiting for it.
  void send_unheard(const char* sql);
  // Several statements at once, outside of the pipeline. Null if all went well.
  PgResult script(const std::string& sql);

  // How to run a query: by the name that the server knows it by, or that it gets with this exchange.
  struct Plan {
    std::string name;
    std::vector<Oid> types = {};  // to prepare it with, if `fresh`
    bool fresh = false;
  };
  // Sends nothing. Throws if the arguments do not fit the query.
  Plan plan(const Query& query, std::span<const Argument> arguments);
  // If the plan is fresh: adds the command that prepares it, and, once that succeeded, takes note of it.
  void prepare(PgExchange& exchange, const Query& query, const Plan& plan);
  void remember(const Query& query, const Plan& plan);
  // The server has other statements than we think, or ones that no longer fit the schema: start afresh after this
  // transaction.
  void forget_statements() { statements_are_stale_ = true; }

 private:
  struct Finish {
    void operator()(PGconn* connection) const noexcept { PQfinish(connection); }
  };
  using Handle = std::unique_ptr<PGconn, Finish>;
  // The same text may be called with a null of no type here and with a number there.
  using Variants = std::vector<Plan>;

  std::string connect();
  bool broken_while_idle();

  std::string url_;
  Role role_;
  Handle connection_;
  std::size_t unheard_ = 0;  // exchanges of one command whose answers are still to be skipped
  StatementCache<Variants> statements_;
  std::vector<std::string> retired_;  // names that the server may forget
  unsigned names_given_ = 0;
  bool statements_are_stale_ = false;
};

}  // namespace db
