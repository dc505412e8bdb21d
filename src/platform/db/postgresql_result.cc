#include "db/postgresql_result.h"

#include <charconv>
#include <optional>
#include <stdexcept>

#include "base/error.h"
#include "db/session.h"

namespace db {
namespace {

// pg_type.dat; libpq has no header for them.
constexpr Oid bool_type = 16, int8_type = 20, int2_type = 21, int4_type = 23, oid_type = 26;
constexpr Oid float4_type = 700, float8_type = 701, numeric_type = 1700;

std::string field(const PGresult* result, int code) {
  const char* text = PQresultErrorField(result, code);
  return text == nullptr ? std::string() : std::string(text);
}

std::optional<ConstraintError::Kind> constraint_kind(std::string_view state) {
  if (state == "23505") return ConstraintError::Kind::unique;
  if (state == "23503") return ConstraintError::Kind::foreign_key;
  if (state == "23514") return ConstraintError::Kind::check;
  if (state == "23502") return ConstraintError::Kind::not_null;
  return std::nullopt;
}

// A "not null" has no name: told as SQLite tells it, table.column.
std::string constraint_name(const PGresult* failure) {
  const auto name = field(failure, PG_DIAG_CONSTRAINT_NAME);
  return !name.empty() ? name : field(failure, PG_DIAG_TABLE_NAME) + "." + field(failure, PG_DIAG_COLUMN_NAME);
}

// Another try may well succeed: deadlocks, lock timeouts, lost connections, servers that start or stop.
bool is_busy(std::string_view state) {
  if (state.empty()) return true;
  if (state.starts_with("08")) return state != "08P01";  // that one is a mistake in the program
  return state == "40001" || state == "40P01" || state == "55P03" || state == "53300" || state == "57P01" ||
         state == "57P02" || state == "57P03";
}

// Data exceptions repeat the offending value, which has no place in a log.
bool tells_values(std::string_view state) { return state.starts_with("22"); }

std::string reason(const PGresult* failure, std::string_view state) {
  if (tells_values(state)) return "a value does not fit (SQLSTATE " + std::string(state) + ")";
  const auto primary = field(failure, PG_DIAG_MESSAGE_PRIMARY);
  return primary.empty() ? "the connection to PostgreSQL was lost" : primary;
}

}  // namespace

std::string_view sql_state(const PGresult* failure) {
  const char* state = failure == nullptr ? nullptr : PQresultErrorField(failure, PG_DIAG_SQLSTATE);
  return state == nullptr ? std::string_view() : std::string_view(state);
}

void throw_postgresql_error(const PGresult* failure, std::string_view what) {
  const auto state = sql_state(failure);
  const std::string message = std::string(what) + ": " + reason(failure, state);
  if (const auto kind = constraint_kind(state)) throw ConstraintError(*kind, constraint_name(failure), message);
  if (is_busy(state)) throw Error(Fault::busy, message);
  throw std::runtime_error(message);
}

bool PostgresqlRow::is_text(int column) const {
  if (is_null(column)) return false;
  switch (PQftype(result_, column)) {
    case bool_type:
    case int8_type:
    case int2_type:
    case int4_type:
    case oid_type:
    case float4_type:
    case float8_type:
    case numeric_type: return false;
    default: return true;
  }
}

// "t" is what a comparison answers; decimals are cut off, as SQLite does.
std::int64_t PostgresqlRow::integer(int column) const {
  const auto digits = text(column);
  if (digits == "t") return 1;
  std::int64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::string_view PostgresqlRow::text(int column) const {
  return {PQgetvalue(result_, row_, column), static_cast<std::size_t>(PQgetlength(result_, row_, column))};
}

}  // namespace db
