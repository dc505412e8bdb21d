#pragma once

#include "query_text/query_text.h"
#include "story/story_query.h"

// What each key:value of a query text means.
namespace story::detail {

// Both throw query_text::SyntaxError for a key or value that there is not, naming those that there are.
void check_key(QueryOf of, const query_text::Node& node);
Condition key_condition(db::Session& session, QueryOf of, const query_text::Node& node, const QueryReader& reader);

}  // namespace story::detail
