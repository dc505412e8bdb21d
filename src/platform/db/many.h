#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "db/session.h"

// Queries about many rows at once, by their ids: {{IDS}} in the text stands for the ids, which come behind the other
// parameters: "select … from tasks t where t.private = $1 and t.id in ({{IDS}})".
namespace db {

// Runs the query in pieces of at most 1,024 ids: an order by holds within a piece. Runs nothing if there are no ids.
void each_of(Session& session, const Query& query, std::initializer_list<Argument> others,
             std::span<const std::int64_t> ids, const Session::Visit& visit);

template <class SomeId>
void each_of(Session& session, const Query& query, std::initializer_list<Argument> others,
             const std::vector<SomeId>& ids, const Session::Visit& visit) {
  std::vector<std::int64_t> numbers;
  numbers.reserve(ids.size());
  for (const auto id : ids) numbers.push_back(id.value);
  each_of(session, query, others, std::span<const std::int64_t>(numbers), visit);
}

// The text with places for `count` ids, numbered behind `others` other parameters.
std::string with_ids(std::string_view sql, std::size_t others, std::size_t count);

// For tests: fails unless the query can be prepared.
void check_many(Session& session, const Query& query);

}  // namespace db
