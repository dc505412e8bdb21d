#include "db/many.h"

#include <algorithm>
#include <bit>

namespace db {
namespace {

constexpr std::string_view mark = "{{IDS}}";
constexpr std::size_t ids_at_once = 1024;

std::size_t highest_parameter_in(std::string_view sql) {
  std::size_t highest = 0;
  for (std::size_t i = 0; i + 1 < sql.size(); ++i) {
    if (sql[i] != '$') continue;
    std::size_t number = 0;
    for (auto k = i + 1; k < sql.size() && sql[k] >= '0' && sql[k] <= '9'; ++k) {
      number = number * 10 + static_cast<std::size_t>(sql[k] - '0');
    }
    highest = std::max(highest, number);
  }
  return highest;
}

}  // namespace

std::string with_ids(std::string_view sql, std::size_t others, std::size_t count) {
  const auto at = sql.find(mark);
  std::string out(sql.substr(0, at));
  for (std::size_t i = 1; i <= count; ++i) out.append(i == 1 ? "$" : ", $").append(std::to_string(others + i));
  return out.append(sql.substr(at + mark.size()));
}

// The number of places is a power of two, and the last id is repeated: that leaves few texts to prepare.
void each_of(Session& session, const Query& query, std::initializer_list<Argument> others,
             std::span<const std::int64_t> ids, const Session::Visit& visit) {
  while (!ids.empty()) {
    const auto some = ids.first(std::min(ids.size(), ids_at_once));
    const auto places = std::bit_ceil(some.size());
    std::vector<Argument> arguments(others);
    arguments.reserve(others.size() + places);
    arguments.insert(arguments.end(), some.begin(), some.end());
    arguments.resize(others.size() + places, Argument(some.back()));
    const auto sql = with_ids(query.sql, others.size(), places);
    session.each(Query{query.name, sql}, arguments, visit);
    ids = ids.subspan(some.size());
  }
}

void check_many(Session& session, const Query& query) {
  session.check({query.name, with_ids(query.sql, highest_parameter_in(query.sql), 2)});
}

}  // namespace db
