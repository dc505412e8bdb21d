#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "base/id.h"
#include "base/time.h"
#include "json/fields.h"
#include "listing/paging.h"
#include "project/project.h"

using BranchId = Id<struct BranchTag>;

namespace project {

// The branch that every project has, and tasks are on unless they say otherwise.
inline constexpr std::string_view master_branch = "master";

struct Branch {
  static constexpr std::string_view type_name = "Branch";

  std::string name;
  ProjectId project_id;
  bool expired = false;
  std::optional<Time> expiration_date;
  bool autocreated = false;
  bool restricted = false;
  BranchId id;
  std::optional<Time> created_at;
  std::optional<Time> updated_at;

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("name", &Branch::name, "Unique in the project."),
        field("project_id", &Branch::project_id, "The project, for good."),
        field("expired", &Branch::expired, "Whether tasks can no longer be put on it."),
        field("expiration_date", &Branch::expiration_date, "When it expired; null while it has not."),
        field("autocreated", &Branch::autocreated, "Whether it was made by itself."),
        field("restricted", &Branch::restricted, "Whether tasks of restricted stories may be on it."),
        field("id", &Branch::id, "Never reused."),
        field("created_at", &Branch::created_at, "When it was made."),
        field("updated_at", &Branch::updated_at, "When it was last changed; null if never."),
    };
  }
};

struct NewBranch {
  static constexpr std::string_view type_name = "NewBranch";
  static constexpr std::string_view argument = "branch";
  static constexpr std::array<std::string_view, 3> ignored = {"id", "created_at", "updated_at"};

  std::string name;
  ProjectId project_id;
  bool expired = false;
  std::optional<Time> expiration_date = {};
  bool autocreated = false;
  bool restricted = false;

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("name", &NewBranch::name, "Unique in the project.", {.min = 3, .max = 100, .required = true}),
        field("project_id", &NewBranch::project_id, "The project, for good.", {.required = true}),
        field("expired", &NewBranch::expired, "Nothing but false."),
        field("expiration_date", &NewBranch::expiration_date, "Nothing but null."),
        field("autocreated", &NewBranch::autocreated, "Whether it was made by itself."),
        field("restricted", &NewBranch::restricted, "Whether tasks of restricted stories may be on it."),
    };
  }
};

struct BranchChange {
  static constexpr std::string_view type_name = "BranchChange";
  static constexpr std::string_view argument = "branch";
  static constexpr std::array<std::string_view, 3> ignored = {"id", "created_at", "updated_at"};

  std::optional<std::string> name = {};
  std::optional<ProjectId> project_id = {};
  std::optional<bool> expired = {};
  json::Change<Time> expiration_date = {};
  std::optional<bool> autocreated = {};
  std::optional<bool> restricted = {};

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("name", &BranchChange::name, "Unique in the project.", {.min = 3, .max = 100, .not_null = true}),
        field("project_id", &BranchChange::project_id, "Nothing but the project it has."),
        field("expired", &BranchChange::expired, "True sets expiration_date to this moment, false to null."),
        field("expiration_date", &BranchChange::expiration_date, "Nothing but the null it has."),
        field("autocreated", &BranchChange::autocreated, "Whether it was made by itself."),
        field("restricted", &BranchChange::restricted, "Whether tasks of restricted stories may be on it."),
    };
  }
};

struct BranchFilter : listing::Marked {
  std::optional<std::string> name = {};
  std::optional<std::int64_t> project_id = {};
  std::optional<std::int64_t> project_group_id = {};

  static constexpr auto fields() {
    using json::field;
    return std::tuple_cat(
        std::tuple{
            field("name", &BranchFilter::name, "Part of the name; % and _ are wildcards."),
            field("project_id", &BranchFilter::project_id, "Only branches of this project."),
            field("project_group_id", &BranchFilter::project_group_id, "Only branches of this group's projects."),
        },
        Marked::fields());
  }
};

}  // namespace project
