#include "db/sqlite_session.h"

#include <stdexcept>

#include "base/error.h"

namespace db {
namespace {

constexpr std::size_t statements_kept = 256;

// Nested savepoints may share a name: the innermost answers to it.
constexpr Query savepoint{"savepoint", "savepoint attempt"};
constexpr Query release{"release", "release attempt"};
constexpr Query rollback_to{"rollback to", "rollback to attempt"};
constexpr Query commit_all{"commit", "commit"};
constexpr Query rollback_all{"rollback", "rollback"};

}  // namespace

SqliteSession::SqliteSession(SqliteHandle connection)
    : connection_(std::move(connection)), statements_(statements_kept) {}

void SqliteSession::each(const Query& query, std::span<const Argument> arguments, const Visit& visit) {
  const SessionRules::Turn turn(rules_, query.name);
  auto& statement = prepared(query);
  SqliteRun run(statement, query, arguments);
  const SqliteRow row(statement.handle());
  int code = SQLITE_OK;
  while ((code = run.step()) == SQLITE_ROW) visit(row);
  if (code != SQLITE_DONE) fail(code, query.name);
}

std::int64_t SqliteSession::run(const Query& query, std::span<const Argument> arguments) {
  // sqlite3_changes is that of the last INSERT, UPDATE or DELETE, however long ago.
  const auto before = sqlite3_total_changes64(connection_.get());
  each(query, arguments, [](const Row&) {});
  return sqlite3_total_changes64(connection_.get()) == before ? 0 : sqlite3_changes64(connection_.get());
}

void SqliteSession::run_many(const Query& query, std::size_t width, std::span<const Argument> arguments) {
  if (width == 0 || arguments.size() % width != 0) {
    throw std::logic_error(std::string(query.name) + ": arguments do not come in groups of " + std::to_string(width));
  }
  const SessionRules::Turn turn(rules_, query.name);
  auto& statement = prepared(query);
  for (; !arguments.empty(); arguments = arguments.subspan(width)) {
    SqliteRun run(statement, query, arguments.first(width));
    int code = SQLITE_OK;
    while ((code = run.step()) == SQLITE_ROW) continue;
    if (code != SQLITE_DONE) fail(code, query.name);
  }
}

void SqliteSession::check(const Query& query) { const SqliteStatement statement(connection_.get(), query); }

void SqliteSession::script(std::string_view sql) {
  const SessionRules::Turn turn(rules_, "script");
  const int code = sqlite3_exec(connection_.get(), std::string(sql).c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(code, "script");
}

void SqliteSession::attempt(const std::function<void()>& work) {
  rules_.require_usable(savepoint.name);
  control(savepoint);
  try {
    work();
    rules_.require_usable(release.name);
    control(release);
  } catch (...) {
    undo_attempt();
    throw;
  }
}

void SqliteSession::undo_attempt() noexcept {
  if (rules_.lost()) return;
  try {
    control(rollback_to);
    control(release);
    rules_.attempt_undone();
  } catch (...) {
    rules_.transaction_lost();
  }
}

void SqliteSession::begin(const Query& begin) {
  rules_.begin();
  control(begin);
}

void SqliteSession::commit() {
  rules_.require_usable(commit_all.name);
  control(commit_all);
}

void SqliteSession::rollback() noexcept {
  if (!in_transaction()) return;
  try {
    control(rollback_all);
  } catch (...) {
    // The next `begin` finds the transaction still open and fails; nothing is committed by mistake.
  }
}

SqliteStatement& SqliteSession::prepared(const Query& query) {
  if (auto* known = statements_.find(query.sql)) return *known;
  statements_.make_room();
  try {
    return statements_.insert(query.sql, SqliteStatement(connection_.get(), query));
  } catch (...) {
    rules_.query_failed();
    throw;
  }
}

void SqliteSession::control(const Query& query) {
  auto& statement = prepared(query);
  const int code = SqliteRun(statement, query, {}).step();
  if (code != SQLITE_DONE) fail(code, query.name);
}

// Some failures (disk full, I/O error, out of memory) make SQLite roll back the whole transaction.
void SqliteSession::fail(int code, std::string_view what) {
  rules_.query_failed();
  if (!in_transaction()) rules_.transaction_lost();
  throw_sqlite_error(connection_.get(), code, what);
}

}  // namespace db
