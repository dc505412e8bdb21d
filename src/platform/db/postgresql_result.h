#pragma once

#include <libpq-fe.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "db/query.h"

namespace db {

struct PgClear {
  void operator()(PGresult* result) const noexcept { PQclear(result); }
};
using PgResult = std::unique_ptr<PGresult, PgClear>;

// The five characters that say what went wrong; empty if the connection itself did.
std::string_view sql_state(const PGresult* failure);

// Translates a failure as session.h promises. `what` is the name of the query.
[[noreturn]] void throw_postgresql_error(const PGresult* failure, std::string_view what);

// One row of a result in the text format.
class PostgresqlRow final : public Row {
 public:
  PostgresqlRow(const PGresult* result, int row) : result_(result), row_(row) {}

  int columns() const override { return PQnfields(result_); }
  std::string_view column_name(int column) const override { return PQfname(result_, column); }
  bool is_null(int column) const override { return PQgetisnull(result_, row_, column) != 0; }
  bool is_text(int column) const override;
  std::int64_t integer(int column) const override;
  std::string_view text(int column) const override;

 private:
  const PGresult* result_;
  int row_;
};

}  // namespace db
