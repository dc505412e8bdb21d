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
#include "project/branch.h"

using MilestoneId = Id<struct MilestoneTag>;

namespace project {

struct Milestone {
  static constexpr std::string_view type_name = "Milestone";

  std::string name;
  BranchId branch_id;
  bool expired = false;
  std::optional<Time> expiration_date;
  MilestoneId id;
  std::optional<Time> created_at;
  std::optional<Time> updated_at;

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("name", &Milestone::name, "Unique in the branch."),
        field("branch_id", &Milestone::branch_id, "The branch, for good."),
        field("expired", &Milestone::expired, "Whether tasks can no longer be put on it."),
        field("expiration_date", &Milestone::expiration_date, "When it expired; null while it has not."),
        field("id", &Milestone::id, "Never reused."),
        field("created_at", &Milestone::created_at, "When it was made."),
        field("updated_at", &Milestone::updated_at, "When it was last changed; null if never."),
    };
  }
};

struct NewMilestone {
  static constexpr std::string_view type_name = "NewMilestone";
  static constexpr std::string_view argument = "milestone";
  static constexpr std::array<std::string_view, 3> ignored = {"id", "created_at", "updated_at"};

  std::string name;
  BranchId branch_id;
  bool expired = false;
  std::optional<Time> expiration_date = {};

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("name", &NewMilestone::name, "Unique in the branch.", {.min = 3, .max = 100, .required = true}),
        field("branch_id", &NewMilestone::branch_id, "The branch, for good.", {.required = true}),
        field("expired", &NewMilestone::expired, "Nothing but false."),
        field("expiration_date", &NewMilestone::expiration_date, "Nothing but null."),
    };
  }
};

struct MilestoneChange {
  static constexpr std::string_view type_name = "MilestoneChange";
  static constexpr std::string_view argument = "milestone";
  static constexpr std::array<std::string_view, 3> ignored = {"id", "created_at", "updated_at"};

  std::optional<std::string> name = {};
  std::optional<BranchId> branch_id = {};
  std::optional<bool> expired = {};
  json::Change<Time> expiration_date = {};

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("name", &MilestoneChange::name, "Unique in the branch.", {.min = 3, .max = 100, .not_null = true}),
        field("branch_id", &MilestoneChange::branch_id, "Nothing but the branch it has."),
        field("expired", &MilestoneChange::expired, "True sets expiration_date to this moment, false to null."),
        field("expiration_date", &MilestoneChange::expiration_date, "Nothing but the null it has."),
    };
  }
};

struct MilestoneFilter : listing::Marked {
  std::optional<std::string> name = {};
  std::optional<std::int64_t> branch_id = {};

  static constexpr auto fields() {
    using json::field;
    return std::tuple_cat(
        std::tuple{
            field("name", &MilestoneFilter::name, "Part of the name; % and _ are wildcards."),
            field("branch_id", &MilestoneFilter::branch_id, "Only milestones of this branch."),
        },
        Marked::fields());
  }
};

}  // namespace project
