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

using ProjectGroupId = Id<struct ProjectGroupTag>;

namespace project {

struct ProjectGroup {
  static constexpr std::string_view type_name = "ProjectGroup";

  std::string name;
  std::optional<std::string> title;
  ProjectGroupId id;
  std::optional<Time> created_at;
  std::optional<Time> updated_at;

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("name", &ProjectGroup::name, "Unique; may hold slashes."),
        field("title", &ProjectGroup::title, "What people call it."),
        field("id", &ProjectGroup::id, "Never reused."),
        field("created_at", &ProjectGroup::created_at, "When it was made."),
        field("updated_at", &ProjectGroup::updated_at, "When it was last changed; null if never."),
    };
  }
};

struct NewProjectGroup {
  static constexpr std::string_view type_name = "NewProjectGroup";
  static constexpr std::string_view argument = "project_group";
  static constexpr std::array<std::string_view, 3> ignored = {"id", "created_at", "updated_at"};

  std::string name;
  std::string title;

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("name", &NewProjectGroup::name, "Unique; may hold slashes.",
              {.min = 3, .max = 100, .required = true, .pattern = json::Pattern::name}),
        field("title", &NewProjectGroup::title, "What people call it.", {.min = 3, .max = 255, .required = true}),
    };
  }
};

struct ProjectGroupChange {
  static constexpr std::string_view type_name = "ProjectGroupChange";
  static constexpr std::string_view argument = "project_group";
  static constexpr std::array<std::string_view, 3> ignored = {"id", "created_at", "updated_at"};

  std::optional<std::string> name = {};
  std::optional<std::string> title = {};

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("name", &ProjectGroupChange::name, "Unique; may hold slashes.",
              {.min = 3, .max = 100, .not_null = true, .pattern = json::Pattern::name}),
        field("title", &ProjectGroupChange::title, "What people call it.", {.min = 3, .max = 255, .not_null = true}),
    };
  }
};

struct ProjectGroupFilter : listing::Paging {
  std::optional<std::string> name = {};
  std::optional<std::string> title = {};
  std::optional<std::int64_t> subscriber_id = {};

  static constexpr auto fields() {
    using json::field;
    return std::tuple_cat(
        std::tuple{
            field("name", &ProjectGroupFilter::name, "Part of the name; % and _ are wildcards."),
            field("title", &ProjectGroupFilter::title, "Part of the title; % and _ are wildcards."),
            field("subscriber_id", &ProjectGroupFilter::subscriber_id, "Only groups that this user subscribes to."),
        },
        Paging::fields());
  }
};

}  // namespace project
