#include "db/postgresql_exchange.h"

#include <endian.h>

#include <algorithm>

namespace db {
namespace {

constexpr Oid int8_type = 20, text_type = 25;

bool is_failure(const PGresult* result) {
  const auto status = PQresultStatus(result);
  return status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE || status == PGRES_PIPELINE_ABORTED;
}

Oid parameter_type(const Argument& argument) {
  switch (argument.type()) {
    case Argument::Type::integer: return int8_type;
    case Argument::Type::text: return text_type;
    default: return 0;
  }
}

}  // namespace

PgParameters::PgParameters(std::span<const Argument> arguments)
    : numbers_(arguments.size()), values_(arguments.size()), lengths_(arguments.size()), formats_(arguments.size(), 1) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const auto& value = arguments[i].value();
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      numbers_[i] = htobe64(static_cast<std::uint64_t>(*number));
      values_[i] = reinterpret_cast<const char*>(&numbers_[i]);
      lengths_[i] = sizeof numbers_[i];
    } else if (const auto* text = std::get_if<std::string_view>(&value)) {
      values_[i] = text->data() == nullptr ? "" : text->data();  // a null pointer would mean NULL
      lengths_[i] = static_cast<int>(text->size());
    }
  }
}

std::vector<Oid> parameter_types(std::span<const Argument> arguments) {
  std::vector<Oid> types(arguments.size());
  std::transform(arguments.begin(), arguments.end(), types.begin(), parameter_type);
  return types;
}

bool has_types(std::span<const Argument> arguments, std::span<const Oid> types) {
  return std::equal(arguments.begin(), arguments.end(), types.begin(), types.end(),
                    [](const Argument& argument, Oid type) { return parameter_type(argument) == type; });
}

std::size_t PgExchange::sent(int accepted) {
  accepted_ = accepted_ && accepted == 1;
  return commands_++;
}

std::size_t PgExchange::command(const char* sql) {
  return sent(PQsendQueryParams(connection_, sql, 0, nullptr, nullptr, nullptr, nullptr, 0));
}

std::size_t PgExchange::prepare(const char* name, const char* sql, std::span<const Oid> types) {
  return sent(PQsendPrepare(connection_, name, sql, static_cast<int>(types.size()), types.data()));
}

std::size_t PgExchange::execute(const char* name, const PgParameters& parameters) {
  return sent(PQsendQueryPrepared(connection_, name, parameters.count(), parameters.values(), parameters.lengths(),
                                  parameters.formats(), 0));
}

void PgExchange::send() { accepted_ = PQpipelineSync(connection_) == 1 && accepted_; }

PgExchange::Outcome PgExchange::finish(bool row_by_row, const Take& take) {
  Outcome outcome;
  send();
  if (!accepted_) {
    outcome.lost = true;
    return outcome;
  }
  for (std::size_t i = 0; i < commands_; ++i) {
    if (row_by_row && i + 1 == commands_) PQsetSingleRowMode(connection_);
    read_command(i, take, outcome);
  }
  const PgResult end(PQgetResult(connection_));
  outcome.lost = PQresultStatus(end.get()) != PGRES_PIPELINE_SYNC;
  return outcome;
}

void PgExchange::read_command(std::size_t command, const Take& take, Outcome& outcome) {
  while (PgResult result{PQgetResult(connection_)}) {
    if (is_failure(result.get())) {
      if (outcome.failure == nullptr) outcome.failure = std::move(result), outcome.failed_at = command;
      continue;
    }
    if (outcome.thrown) continue;
    try {
      take(command, result.get());
    } catch (...) {
      outcome.thrown = std::current_exception();
    }
  }
}

bool PgExchange::skip_answers(PGconn* connection, std::size_t commands) {
  for (std::size_t i = 0; i < commands; ++i) {
    while (PgResult{PQgetResult(connection)}) continue;
  }
  return PQresultStatus(PgResult(PQgetResult(connection)).get()) == PGRES_PIPELINE_SYNC;
}

}  // namespace db
