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

using ProjectId = Id<struct ProjectTag>;

namespace project {

struct Project {
  static constexpr std::string_view type_name = "Project";

  std::string name;
  std::optional<std::string> description;
  bool is_active = true;
  std::optional<std::string> repo_url;
  bool autocreate_branches = false;
  ProjectId id;
  std::optional<Time> created_at;
  std::optional<Time> updated_at;

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("name", &Project::name, "Unique; may hold slashes."),
        field("description", &Project::description, "What the project is."),
        field("is_active", &Project::is_active, "Whether it is still worked on."),
        field("repo_url", &Project::repo_url, "Where its sources are."),
        field("autocreate_branches", &Project::autocreate_branches, "Whether branches are to be made by themselves."),
        field("id", &Project::id, "Never reused."),
        field("created_at", &Project::created_at, "When it was made."),
        field("updated_at", &Project::updated_at, "When it or one of its tasks was last changed; null if never."),
    };
  }
};

struct NewProject {
  static constexpr std::string_view type_name = "NewProject";
  static constexpr std::string_view argument = "project";
  static constexpr std::array<std::string_view, 3> ignored = {"id", "created_at", "updated_at"};

  std::string name;
  std::optional<std::string> description = {};
  bool is_active = true;
  std::optional<std::string> repo_url = {};
  bool autocreate_branches = false;

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("name", &NewProject::name, "Unique; may hold slashes.",
              {.min = 3, .max = 100, .required = true, .pattern = json::Pattern::name}),
        field("description", &NewProject::description, "What the project is."),
        field("is_active", &NewProject::is_active, "Whether it is worked on."),
        field("repo_url", &NewProject::repo_url, "Where its sources are.", {.max = 255}),
        field("autocreate_branches", &NewProject::autocreate_branches,
              "Whether branches are to be made by themselves."),
    };
  }
};

struct ProjectChange {
  static constexpr std::string_view type_name = "ProjectChange";
  static constexpr std::string_view argument = "project";
  static constexpr std::array<std::string_view, 3> ignored = {"id", "created_at", "updated_at"};

  std::optional<std::string> name = {};
  json::Change<std::string> description = {};
  std::optional<bool> is_active = {};
  json::Change<std::string> repo_url = {};
  std::optional<bool> autocreate_branches = {};

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("name", &ProjectChange::name, "Unique; may hold slashes.",
              {.min = 3, .max = 100, .not_null = true, .pattern = json::Pattern::name}),
        field("description", &ProjectChange::description, "What the project is."),
        field("is_active", &ProjectChange::is_active, "Whether it is still worked on."),
        field("repo_url", &ProjectChange::repo_url, "Where its sources are.", {.max = 255}),
        field("autocreate_branches", &ProjectChange::autocreate_branches,
              "Whether branches are to be made by themselves."),
    };
  }
};

struct ProjectFilter : listing::Paging {
  std::optional<std::string> name = {};
  std::optional<std::string> description = {};
  std::optional<std::int64_t> project_group_id = {};
  std::optional<std::int64_t> subscriber_id = {};

  static constexpr auto fields() {
    using json::field;
    return std::tuple_cat(
        std::tuple{
            field("name", &ProjectFilter::name, "Part of the name; % and _ are wildcards."),
            field("description", &ProjectFilter::description, "Part of the description; % and _ are wildcards."),
            field("project_group_id", &ProjectFilter::project_group_id, "Only projects of this group."),
            field("subscriber_id", &ProjectFilter::subscriber_id, "Only projects that this user subscribes to."),
        },
        Paging::fields());
  }
};

}  // namespace project
