#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "json/fields.h"
#include "worklist/filter.h"

// What people send about filters.
namespace worklist {

enum class CriterionField { project, project_group, story, user, story_status, tags, task_status, text };

constexpr auto names_of(CriterionField) {
  return std::to_array<std::string_view>(
      {"Project", "ProjectGroup", "Story", "User", "StoryStatus", "Tags", "TaskStatus", "Text"});
}

struct NewCriterion {
  static constexpr std::string_view type_name = "NewFilterCriterion";
  static constexpr std::string_view argument = "filter_criteria";
  static constexpr auto ignored = std::to_array<std::string_view>({"created_at", "updated_at", "filter_id"});

  std::string title;
  std::string value;
  CriterionField field = CriterionField::text;
  bool negative = false;
  std::optional<FilterCriterionId> id = {};

  static constexpr auto fields() {
    using json::field;
    using C = NewCriterion;
    return std::tuple{
        field("title", &C::title, "As people read it.", {.max = 100, .required = true}),
        field("value", &C::value, "What the field must be.", {.max = 255, .required = true}),
        field("field", &C::field, "What is compared.", {.required = true}),
        field("negative", &C::negative, "Whether the field must be something else instead."),
        field("id", &C::id, "Of a criterion that there is already; a new one has none."),
    };
  }
};

struct NewFilter {
  static constexpr std::string_view type_name = "NewWorklistFilter";
  static constexpr std::string_view argument = "filter";
  static constexpr auto ignored = std::to_array<std::string_view>({"id", "created_at", "updated_at", "list_id"});

  FilterType type = FilterType::story;
  std::vector<NewCriterion> filter_criteria = {};
  std::optional<std::string> query = {};

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("type", &NewFilter::type, "Story or Task: what it finds.", {.required = true}),
        field("filter_criteria", &NewFilter::filter_criteria, "What must hold all together."),
        field("query", &NewFilter::query, "A query text, which must hold as well.", {.max = 2000}),
    };
  }
};

struct FilterChange {
  static constexpr std::string_view type_name = "WorklistFilterChange";
  static constexpr std::string_view argument = "filter";
  static constexpr auto ignored = std::to_array<std::string_view>({"id", "created_at", "updated_at", "list_id"});

  std::optional<FilterType> type = {};
  std::optional<std::vector<NewCriterion>> filter_criteria = {};
  json::Change<std::string> query = {};

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("type", &FilterChange::type, "Story or Task: what it finds.", {.not_null = true}),
        field("filter_criteria", &FilterChange::filter_criteria,
              "Those with an id are changed, those without are added, those left out are removed.", {.not_null = true}),
        field("query", &FilterChange::query, "A query text, which must hold as well; null for none.", {.max = 2000}),
    };
  }
};

}  // namespace worklist
