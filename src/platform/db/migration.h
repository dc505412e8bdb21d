#pragma once

#include <string_view>

namespace db {

// One numbered SQL file of a module, e.g. {"story", "0001_stories", "create table …"}. A released one never changes.
// Tokens that differ between the engines: {{ID}} an identity primary key column ("id {{ID}}"); and where no one SQL
// serves both, {{SQLITE}} … {{POSTGRESQL}} … {{END}}.
struct Migration {
  std::string_view module;
  std::string_view name;
  std::string_view sql;
};

}  // namespace db
