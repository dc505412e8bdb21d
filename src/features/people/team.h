#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "auth/actor.h"
#include "base/id.h"
#include "base/time.h"
#include "json/fields.h"
#include "listing/paging.h"

using TeamId = Id<struct TeamTag>;

namespace people {

struct Team {
  static constexpr std::string_view type_name = "Team";

  std::string name;
  TeamId id;
  std::optional<Time> created_at;
  std::optional<Time> updated_at;

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("name", &Team::name, "Unique."),
        field("id", &Team::id, "Never reused."),
        field("created_at", &Team::created_at, "When it was made."),
        field("updated_at", &Team::updated_at, "When it was last changed; null if never."),
    };
  }
};

struct NewTeam {
  static constexpr std::string_view type_name = "NewTeam";
  static constexpr std::string_view argument = "team";
  static constexpr std::array<std::string_view, 3> ignored = {"id", "created_at", "updated_at"};

  std::string name;
  std::optional<std::string> description = {};

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("name", &NewTeam::name, "Unique.",
              {.min = 3, .max = 255, .required = true, .pattern = json::Pattern::name}),
        field("description", &NewTeam::description, "What the team is for."),
    };
  }
};

struct TeamChange {
  static constexpr std::string_view type_name = "TeamChange";
  static constexpr std::string_view argument = "team";
  static constexpr std::array<std::string_view, 3> ignored = {"id", "created_at", "updated_at"};

  std::optional<std::string> name = {};
  json::Change<std::string> description = {};

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("name", &TeamChange::name, "Unique.",
              {.min = 3, .max = 255, .not_null = true, .pattern = json::Pattern::name}),
        field("description", &TeamChange::description, "What the team is for."),
    };
  }
};

struct TeamFilter : listing::Paging {
  std::optional<std::string> name = {};
  std::optional<std::string> description = {};

  static constexpr auto fields() {
    using json::field;
    return std::tuple_cat(
        std::tuple{
            field("name", &TeamFilter::name, "Part of the name; % and _ are wildcards."),
            field("description", &TeamFilter::description, "Part of the description; % and _ are wildcards."),
        },
        Paging::fields());
  }
};

// A member named in the query (?user_id=3) or the body.
struct Member {
  static constexpr std::string_view type_name = "Member";
  static constexpr std::string_view argument = "user_id";
  static constexpr bool from_query = true;

  UserId user_id;

  static constexpr auto fields() { return std::tuple{json::field("user_id", &Member::user_id, "Who.")}; }
};

}  // namespace people
