#include "db/sqlite_statement.h"

#include <optional>
#include <stdexcept>
#include <string>

#include "base/error.h"
#include "base/text.h"
#include "db/argument_rules.h"
#include "db/session.h"

namespace db {
namespace {

std::optional<ConstraintError::Kind> constraint_kind(int extended_code) {
  switch (extended_code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID: return ConstraintError::Kind::unique;
    case SQLITE_CONSTRAINT_FOREIGNKEY: return ConstraintError::Kind::foreign_key;
    case SQLITE_CONSTRAINT_CHECK: return ConstraintError::Kind::check;
    case SQLITE_CONSTRAINT_NOTNULL: return ConstraintError::Kind::not_null;
    default: return std::nullopt;
  }
}

// "UNIQUE constraint failed: projects.name" -> "projects.name"; "…: index 'one_open_vote'" -> "one_open_vote".
std::string constraint_name(const std::string& message) {
  const auto colon = message.find(": ");
  if (colon == std::string::npos) return {};
  std::string name = message.substr(colon + 2);
  if (name.starts_with("index '") && name.ends_with('\'')) name = name.substr(7, name.size() - 8);
  return name;
}

// The number after the $, 0 if the parameter has another form.
std::size_t parameter_number(const char* name) {
  if (name == nullptr || name[0] != '$') return 0;
  const auto number = parse_integer(name + 1);
  return number && *number > 0 && *number < 32'768 ? static_cast<std::size_t>(*number) : 0;
}

bool only_blanks(const char* text) { return std::string_view(text).find_first_not_of(" \t\r\n;") == std::string::npos; }

int bind_value(sqlite3_stmt* statement, int place, const Argument::Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return sqlite3_bind_int64(statement, place, *number);
  if (const auto* text = std::get_if<std::string_view>(&value)) {
    // A null pointer would bind NULL; an empty view may have one.
    const char* bytes = text->data() == nullptr ? "" : text->data();
    return sqlite3_bind_text64(statement, place, bytes, text->size(), SQLITE_STATIC, SQLITE_UTF8);
  }
  return sqlite3_bind_null(statement, place);
}

}  // namespace

void throw_sqlite_error(sqlite3* connection, int code, std::string_view what) {
  const std::string reason = connection != nullptr ? sqlite3_errmsg(connection) : sqlite3_errstr(code);
  const std::string message = std::string(what) + ": " + reason;
  const int extended = connection != nullptr ? sqlite3_extended_errcode(connection) : code;
  if (const auto kind = constraint_kind(extended)) throw ConstraintError(*kind, constraint_name(reason), message);
  const int primary = code & 0xFF;
  if (primary == SQLITE_BUSY || primary == SQLITE_LOCKED) throw Error(Fault::busy, message);
  throw std::runtime_error(message);
}

SqliteStatement::SqliteStatement(sqlite3* connection, const Query& query) {
  sqlite3_stmt* handle = nullptr;
  const char* rest = nullptr;
  // One more than the size: SQLite need not copy a text that ends with 0, but a view promises no such thing.
  const std::string sql(query.sql);
  const int code = sqlite3_prepare_v3(connection, sql.c_str(), static_cast<int>(sql.size() + 1),
                                      SQLITE_PREPARE_PERSISTENT, &handle, &rest);
  handle_.reset(handle);
  if (code != SQLITE_OK) throw_sqlite_error(connection, code, query.name);
  if (handle == nullptr || !only_blanks(rest)) {
    throw std::logic_error(std::string(query.name) + ": a query is exactly one statement");
  }
  locate_parameters(query);
}

void SqliteStatement::locate_parameters(const Query& query) {
  const int count = sqlite3_bind_parameter_count(handle_.get());
  for (int place = 1; place <= count; ++place) {
    const auto number = parameter_number(sqlite3_bind_parameter_name(handle_.get(), place));
    if (number == 0) throw std::logic_error(std::string(query.name) + ": parameters are $1, $2, …");
    if (places_.size() < number) places_.resize(number);
    places_[number - 1] = place;
  }
}

void SqliteStatement::bind(const Query& query, std::span<const Argument> arguments) {
  require_count(query, places_.size(), arguments.size());
  require_storable(query, arguments);
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (places_[i] == 0) continue;
    const int code = bind_value(handle_.get(), places_[i], arguments[i].value());
    if (code != SQLITE_OK) throw_sqlite_error(nullptr, code, query.name);
  }
}

SqliteRun::SqliteRun(SqliteStatement& statement, const Query& query, std::span<const Argument> arguments)
    : handle_(statement.handle()) {
  statement.bind(query, arguments);
}

SqliteRun::~SqliteRun() {
  sqlite3_reset(handle_);
  sqlite3_clear_bindings(handle_);
}

std::string_view SqliteRow::text(int column) const {
  // The order matters: the conversion to text decides the length.
  const auto* bytes = sqlite3_column_text(handle_, column);
  if (bytes == nullptr) return {};
  return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

}  // namespace db
