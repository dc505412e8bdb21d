#include "db/postgresql_session.h"

#include <algorithm>
#include <stdexcept>

#include "base/error.h"
#include "db/argument_rules.h"
#include "db/database.h"

namespace db {
namespace {

// Nested savepoints may share a name: the innermost answers to it.
constexpr const char* savepoint = "savepoint attempt";
constexpr const char* release = "release attempt";
constexpr const char* rollback_to = "rollback to attempt";

// The server's answers to so many commands fit into the socket's buffers while we are still sending.
constexpr std::size_t commands_at_once = 256;

// How many rows were inserted, updated or deleted.
std::int64_t rows_changed(const PGresult* result) {
  if (std::string_view(PQcmdStatus(const_cast<PGresult*>(result))).starts_with("SELECT")) return 0;
  return std::atoll(PQcmdTuples(const_cast<PGresult*>(result)));
}

// The n of "could not determine data type of parameter $n"; 0 for any other failure.
std::size_t undetermined_parameter(const PGresult* failure) {
  const auto state = sql_state(failure);
  const bool about_types = state == "42P18" || state == "42P08";
  return about_types ? highest_parameter(PQresultErrorField(failure, PG_DIAG_MESSAGE_PRIMARY)) : 0;
}

// The schema changed under a prepared statement, or a proxy gave us another server's connection.
bool statements_are_stale(const PGresult* failure) {
  const auto state = sql_state(failure);
  if (state == "26000") return true;
  return state == "0A000" && std::string_view(PQresultErrorMessage(failure)).find("cached plan") != std::string::npos;
}

}  // namespace

void PostgresqlSession::each(const Query& query, std::span<const Argument> arguments, const Visit& visit) {
  const SessionRules::Turn turn(rules_, query.name);
  ask(query, arguments, true, [&visit](const PGresult* result) {
    for (int row = 0; row < PQntuples(result); ++row) visit(PostgresqlRow(result, row));
  });
}

std::int64_t PostgresqlSession::run(const Query& query, std::span<const Argument> arguments) {
  const SessionRules::Turn turn(rules_, query.name);
  std::int64_t changed = 0;
  ask(query, arguments, false, [&changed](const PGresult* result) { changed = rows_changed(result); });
  return changed;
}

void PostgresqlSession::run_many(const Query& query, std::size_t width, std::span<const Argument> arguments) {
  if (width == 0 || arguments.size() % width != 0) {
    throw std::logic_error(std::string(query.name) + ": arguments do not come in groups of " + std::to_string(width));
  }
  const SessionRules::Turn turn(rules_, query.name);
  while (!arguments.empty()) {
    const auto chunk = arguments.first(std::min(arguments.size(), width * commands_at_once));
    ask_chunk(query, width, chunk);
    arguments = arguments.subspan(chunk.size());
  }
}

void PostgresqlSession::script(std::string_view sql) {
  const SessionRules::Turn turn(rules_, "script");
  PgExchange exchange(connection_.get());
  const auto waited = send_waiting(exchange);
  require_success(finish(exchange, waited, false, [](const PGresult*) {}), "script");
  PgExchange::Outcome outcome{.failure = connection_.script(std::string(sql)), .failed_at = 1};
  outcome.lost = PQstatus(connection_.get()) != CONNECTION_OK;
  require_success(outcome, "script");
}

void PostgresqlSession::ask(const Query& query, std::span<const Argument> arguments, bool row_by_row,
                            const Take& take) {
  require_storable(query, arguments);
  const auto plan = connection_.plan(query, arguments);
  const PgParameters parameters(arguments);
  PgExchange exchange(connection_.get());
  const auto waited = send_waiting(exchange);
  connection_.prepare(exchange, query, plan);
  exchange.execute(plan.name.c_str(), parameters);
  const auto outcome = finish(exchange, waited, row_by_row, take);
  require_success(outcome, query.name);
  connection_.remember(query, plan);
}

// Each group is planned by the first one's types: a null among numbers is fine, since the types were said then.
void PostgresqlSession::ask_chunk(const Query& query, std::size_t width, std::span<const Argument> arguments) {
  require_storable(query, arguments);
  for (auto rest = arguments; !rest.empty();) {
    const auto plan = connection_.plan(query, rest.first(width));
    const auto types = parameter_types(rest.first(width));
    PgExchange exchange(connection_.get());
    const auto waited = send_waiting(exchange);
    connection_.prepare(exchange, query, plan);
    for (; !rest.empty() && has_types(rest.first(width), types); rest = rest.subspan(width)) {
      exchange.execute(plan.name.c_str(), PgParameters(rest.first(width)));
    }
    require_success(finish(exchange, waited, false, [](const PGresult*) {}), query.name);
    connection_.remember(query, plan);
  }
}

std::size_t PostgresqlSession::send_waiting(PgExchange& exchange) {
  const auto count = waiting_.size();
  for (const auto* command : waiting_) exchange.command(command);
  waiting_.clear();
  begun_ = true;
  return count;
}

// The one command that waits and answers something is the question for the transaction's number.
PgExchange::Outcome PostgresqlSession::finish(PgExchange& exchange, std::size_t waited, bool row_by_row,
                                              const Take& take) {
  auto outcome = exchange.finish(row_by_row, [&](std::size_t command, const PGresult* result) {
    if (command >= waited) return take(result);
    if (PQntuples(result) == 1) transaction_id_ = PQgetvalue(result, 0, 0);
  });
  if (outcome.lost || (outcome.failure != nullptr && outcome.failed_at < waited)) rules_.transaction_lost();
  if (outcome.lost) connection_.drop();
  return outcome;
}

void PostgresqlSession::require_success(const PgExchange::Outcome& outcome, std::string_view what) {
  if (outcome.failure != nullptr) rules_.query_failed();
  if (outcome.thrown) std::rethrow_exception(outcome.thrown);
  if (outcome.failure == nullptr && !outcome.lost) return;
  if (statements_are_stale(outcome.failure.get())) {
    connection_.forget_statements();
    throw Error(Fault::busy, std::string(what) + ": the schema has changed meanwhile");
  }
  throw_postgresql_error(outcome.failure.get(), what);
}

void PostgresqlSession::attempt(const std::function<void()>& work) {
  rules_.require_usable("savepoint");
  waiting_.push_back(savepoint);
  try {
    work();
    rules_.require_usable("release");
  } catch (...) {
    undo_attempt();
    throw;
  }
  const bool nothing_done = !waiting_.empty() && waiting_.back() == savepoint;
  nothing_done ? waiting_.pop_back() : waiting_.push_back(release);
}

void PostgresqlSession::undo_attempt() {
  if (rules_.lost()) return;
  rules_.attempt_undone();
  if (!waiting_.empty() && waiting_.back() == savepoint) return waiting_.pop_back();
  waiting_.insert(waiting_.end(), {rollback_to, release});
}

void PostgresqlSession::begin(std::initializer_list<const char*> commands) {
  rules_.begin();
  connection_.require_alive();
  waiting_ = commands;
  begun_ = false;
  transaction_id_.clear();
}

void PostgresqlSession::begin_read() { begin({"begin isolation level repeatable read read only"}); }

void PostgresqlSession::begin_write() { begin({"begin", "select pg_current_xact_id()"}); }

void PostgresqlSession::commit() {
  rules_.require_usable("commit");
  if (!begun_) return waiting_.clear();
  PgExchange exchange(connection_.get());
  const auto waited = send_waiting(exchange);
  exchange.command("commit");
  bool committed = false;
  // A transaction that has failed answers ROLLBACK, and calls it a success.
  const auto outcome = finish(exchange, waited, false, [&committed](const PGresult* result) {
    committed = std::string_view(PQcmdStatus(const_cast<PGresult*>(result))) == "COMMIT";
  });
  begun_ = begun_ && !committed && outcome.failed_at < waited;  // a COMMIT that is refused ends the transaction too
  if (committed) return;
  if (outcome.lost) throw CommitUnknown("The connection to PostgreSQL was lost during a commit");
  require_success(outcome, "commit");
  throw std::runtime_error("commit: PostgreSQL rolled back a transaction that had failed");
}

// Also after a failed query: the server is told, and the answer skipped before the next transaction.
void PostgresqlSession::leave(const char* command) noexcept {
  waiting_.clear();
  if (!std::exchange(begun_, false)) return;
  rules_.lost() ? connection_.drop() : connection_.send_unheard(command);
}

void PostgresqlSession::check(const Query& query) {
  const SessionRules::Turn turn(rules_, query.name);
  std::vector<Oid> types(highest_parameter(query.sql));
  if (const auto failure = try_types(query, types)) throw_postgresql_error(failure.get(), query.name);
}

// Types are not known here; each that PostgreSQL can't guess is tried both ways. Null if the query can be prepared.
PgResult PostgresqlSession::try_types(const Query& query, std::vector<Oid>& types) {
  auto failure = try_prepare(query, types);
  const auto number = undetermined_parameter(failure.get());
  if (number == 0 || number > types.size() || types[number - 1] != 0) return failure;
  for (const Argument& either : {Argument(0), Argument("")}) {
    types[number - 1] = parameter_types({&either, 1}).front();
    if (try_types(query, types) == nullptr) return nullptr;
  }
  types[number - 1] = 0;
  return failure;
}

PgResult PostgresqlSession::try_prepare(const Query& query, std::span<const Oid> types) {
  waiting_.push_back(savepoint);
  PgExchange exchange(connection_.get());
  const auto waited = send_waiting(exchange);
  exchange.prepare("", std::string(query.sql).c_str(), types);
  auto outcome = finish(exchange, waited, false, [](const PGresult*) {});
  if (outcome.lost) require_success(outcome, query.name);
  waiting_ = {rollback_to, release};
  return std::move(outcome.failure);
}

}  // namespace db
