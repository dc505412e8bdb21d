#pragma once

#include <map>
#include <string_view>
#include <vector>

#include "api/route.h"

// Which routes are about the same thing: found from the table, so that no feature has to say it.
namespace api {

// The route that reads the one thing which `change` changes: GET at the same path. Null if there is none, or if the
// path means another thing there (under /tags, the number is a tag's for reading and a story's for tagging).
const Route* reader_of(const std::vector<Route>& routes, const Route& change);

// By kind, in the order of the table: the fields that readers see and some route can change.
using FieldsByKind = std::map<std::string_view, std::vector<std::string_view>>;
FieldsByKind changeable_fields(const std::vector<Route>& routes);

}  // namespace api
