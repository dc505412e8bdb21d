#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "db/session.h"

namespace project {

// What the database's constraints refuse, in the v1 API's words. Each runs a change of a table with one unique
// constraint and passes its result on.

// `kind` and `value` say what is taken already: "Branch", "stable/1.0-7".
template <class Change>
auto refusing_taken(std::string_view kind, const std::string& value, Change change) {
  try {
    return change();
  } catch (const db::ConstraintError& error) {
    if (error.kind() != db::ConstraintError::Kind::unique) throw;
    throw invalid("Database object '" + std::string(kind) + "' with field value '" + value + "' already exists.");
  }
}

// `owner` says what the new row refers to: "Project 7".
template <class Change>
auto refusing_unknown(const std::string& owner, Change change) {
  try {
    return change();
  } catch (const db::ConstraintError& error) {
    if (error.kind() != db::ConstraintError::Kind::foreign_key) throw;
    throw not_found(owner + " not found.");
  }
}

}  // namespace project
