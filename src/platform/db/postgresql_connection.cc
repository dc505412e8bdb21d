#include "db/postgresql_connection.h"

#include <poll.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "base/error.h"
#include "base/text.h"
#include "db/argument_rules.h"

namespace db {
namespace {

constexpr std::size_t statements_kept = 256;
constexpr int oldest_server = 130'000;  // pg_current_xact_id

constexpr const char* reader_settings =
    "set client_min_messages = warning;"
    "set default_transaction_read_only = on";

// A server that is set up to forget the last moments in a crash is told to keep ours.
constexpr const char* writer_settings =
    "set client_min_messages = warning;"
    "set lock_timeout = '5s';"
    "select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off'";

std::string trimmed_message(PGconn* connection) {
  std::string message = PQerrorMessage(connection);
  while (!message.empty() && message.back() == '\n') message.pop_back();
  return message;
}

void require_suitable(PGconn* connection) {
  if (PQserverVersion(connection) < oldest_server) {
    throw std::runtime_error("The PostgreSQL server is too old: version 13 or newer is needed.");
  }
  const char* encoding = PQparameterStatus(connection, "server_encoding");
  if (encoding == nullptr || std::string_view(encoding) != "UTF8") {
    throw std::runtime_error("The PostgreSQL database does not store UTF-8. Create it with: encoding 'UTF8'.");
  }
}

}  // namespace

// What stands in the URL wins over the entries before it, and loses to those after it.
PGconn* connect_to(const std::string& url) {
  constexpr std::size_t entries = 7;
  const std::array<const char*, entries> keys = {"application_name",
                                                 "connect_timeout",
                                                 "keepalives_idle",
                                                 "tcp_user_timeout",
                                                 "dbname",
                                                 "client_encoding",
                                                 nullptr};
  const std::array<const char*, entries> values = {"plenary", "5", "30", "30000", url.c_str(), "UTF8", nullptr};
  return PQconnectdbParams(keys.data(), values.data(), 1);
}

// $n inside a quoted text would count too; no query has one.
std::size_t highest_parameter(std::string_view sql) {
  std::size_t highest = 0;
  for (auto at = sql.find('$'); at != std::string_view::npos; at = sql.find('$', at + 1)) {
    const auto digits = sql.substr(at + 1, sql.find_first_not_of("0123456789", at + 1) - at - 1);
    highest = std::max(highest, static_cast<std::size_t>(parse_integer(digits).value_or(0)));
  }
  return highest;
}

PostgresqlConnection::PostgresqlConnection(std::string url, Role role)
    : url_(std::move(url)), role_(role), statements_(statements_kept) {
  const auto problem = connect();
  if (!problem.empty()) {
    throw std::runtime_error("Can't reach the PostgreSQL server: " + problem +
                             ". Check the URL, and that the server runs and lets this user in.");
  }
}

// A server that can't deliver an answer writes about it to its log.
PostgresqlConnection::~PostgresqlConnection() {
  if (connection_ != nullptr) broken_while_idle();
}

// Empty if connected, else why not.
std::string PostgresqlConnection::connect() {
  drop();
  Handle fresh(connect_to(url_));
  if (PQstatus(fresh.get()) != CONNECTION_OK) return trimmed_message(fresh.get());
  require_suitable(fresh.get());
  PQsetNoticeProcessor(
      fresh.get(), [](void*, const char*) {}, nullptr);
  const PgResult set(PQexec(fresh.get(), role_ == Role::reader ? reader_settings : writer_settings));
  if (PQresultStatus(set.get()) != PGRES_COMMAND_OK && PQresultStatus(set.get()) != PGRES_TUPLES_OK) {
    return trimmed_message(fresh.get());
  }
  if (PQenterPipelineMode(fresh.get()) != 1) return trimmed_message(fresh.get());
  connection_ = std::move(fresh);
  return {};
}

void PostgresqlConnection::drop() {
  connection_.reset();
  statements_.clear();
  retired_.clear();
  statements_are_stale_ = false;
  unheard_ = 0;
}

void PostgresqlConnection::require_alive() {
  if (connection_ != nullptr && !statements_are_stale_ && !broken_while_idle()) return;
  const auto problem = connect();
  if (!problem.empty()) throw Error(Fault::busy, "Can't reach the PostgreSQL server: " + problem);
}

// A server that stops says so, and then closes: both make the socket readable although we asked for nothing.
bool PostgresqlConnection::broken_while_idle() {
  for (; unheard_ > 0; --unheard_) {
    if (!PgExchange::skip_answers(get(), 1)) return true;
  }
  pollfd socket{PQsocket(get()), POLLIN, 0};
  while (::poll(&socket, 1, 0) > 0) {
    if (PQconsumeInput(get()) != 1) return true;
  }
  return PQstatus(get()) != CONNECTION_OK;
}

void PostgresqlConnection::send_unheard(const char* sql) {
  PgExchange exchange(get());
  exchange.command(sql);
  exchange.send();
  ++unheard_;
}

PgResult PostgresqlConnection::script(const std::string& sql) {
  PQexitPipelineMode(get());
  PgResult result(PQexec(get(), sql.c_str()));
  PQenterPipelineMode(get());
  const auto status = PQresultStatus(result.get());
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY ? nullptr
                                                                                                : std::move(result);
}

PostgresqlConnection::Plan PostgresqlConnection::plan(const Query& query, std::span<const Argument> arguments) {
  if (const auto* variants = statements_.find(query.sql)) {
    for (const auto& known : *variants) {
      if (has_types(arguments, known.types)) return {known.name};
    }
  }
  require_count(query, highest_parameter(query.sql), arguments.size());
  return {"s" + std::to_string(++names_given_), parameter_types(arguments), true};
}

void PostgresqlConnection::prepare(PgExchange& exchange, const Query& query, const Plan& plan) {
  if (!plan.fresh) return;
  for (const auto& name : retired_) exchange.command(("deallocate " + name).c_str());
  retired_.clear();
  exchange.prepare(plan.name.c_str(), std::string(query.sql).c_str(), plan.types);
}

void PostgresqlConnection::remember(const Query& query, const Plan& plan) {
  if (!plan.fresh) return;
  if (auto* variants = statements_.find(query.sql)) {
    variants->push_back(plan);
    return;
  }
  if (const auto gone = statements_.make_room()) {
    for (const auto& known : *gone) retired_.push_back(known.name);
  }
  statements_.insert(query.sql, {plan});
}

}  // namespace db
