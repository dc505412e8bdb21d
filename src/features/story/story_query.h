#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "auth/actor.h"
#include "db/session.h"
#include "listing/list.h"

// Query text: `status:active project:nova -tag:docs "live migration"`, for lists of stories, lists of tasks and
// automatic worklists. README.md lists the keys.
namespace story {

// Which rows are asked for: stories, named s in the listing's SQL, or tasks, named t.
enum class QueryOf { stories, tasks };

// An SQL condition on those rows, with a ? for each value.
struct Condition {
  using Value = std::variant<std::int64_t, std::string>;
  std::string sql;
  std::vector<Value> values = {};
};

// Answers `in:worklist/12`, for a feature that builds on this one: the rows that are in the list, as a condition; or
// nothing if there is no such list for this reader.
using InWorklist =
    std::function<std::optional<Condition>(db::Session&, std::int64_t worklist, QueryOf of, const auth::Actor& reader)>;

struct QueryReader {
  const auth::Actor& actor;  // who `me` is, and whose worklists are found
  InWorklist in_worklist = {};
};

// Restricts a listing to what the query text asks for, beside its other conditions. The listing itself keeps to what
// the reader may see. Throws Error(invalid) that names the position and what was expected; an empty text is no
// condition. People, projects, groups and lists that do not exist match nothing.
void add_query(db::Session& session, listing::List& list, QueryOf of, std::string_view text, const QueryReader& reader);

// The same as one condition, for who combines several.
Condition query_condition(db::Session& session, QueryOf of, std::string_view text, const QueryReader& reader);

// Throws as above where the text is no query: for who keeps one for later.
void check_query(QueryOf of, std::string_view text);

}  // namespace story
