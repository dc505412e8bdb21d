#include "story/story_query.h"

#include "base/error.h"

namespace story {

Condition query_condition(db::Session&, QueryOf, std::string_view, const QueryReader&) {
  throw Error(Fault::disabled, "Query text is not served yet.");
}

void add_query(db::Session& session, listing::List& list, QueryOf of, std::string_view text,
               const QueryReader& reader) {
  const auto condition = query_condition(session, of, text, reader);
  std::vector<db::Argument> values;
  for (const auto& one : condition.values) {
    std::visit([&](const auto& value) { values.emplace_back(value); }, one);
  }
  list.where(condition.sql, values);
}

void check_query(QueryOf, std::string_view) { throw Error(Fault::disabled, "Query text is not served yet."); }

}  // namespace story
