#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "db/session.h"
#include "story/story_query.h"
#include "worklist/filter.h"

namespace worklist {

// A piece of SQL with a ? for each of its values.
using Sql = story::Condition;

void append(Sql& to, std::string_view sql, std::vector<Sql::Value> values = {});
void append(Sql& to, const Sql& more);

// A query for the ids of what the criteria of one filter find, whoever asks.
Sql ids_found_by(const WorklistFilter& filter);

// The rows of a query that was put together.
void each_row(db::Session& session, std::string_view name, const Sql& query, const db::Session::Visit& visit);

}  // namespace worklist
