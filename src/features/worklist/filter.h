#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "json/fields.h"
#include "worklist/item.h"

using WorklistFilterId = Id<struct WorklistFilterTag>;
using FilterCriterionId = Id<struct FilterCriterionTag>;

// What an automatic list shows: whatever meets all criteria of one of its filters.
namespace worklist {

enum class FilterType { story, task };

constexpr auto names_of(FilterType) { return std::to_array<std::string_view>({"Story", "Task"}); }

struct FilterCriterion {
  static constexpr std::string_view type_name = "FilterCriterion";

  std::string title;
  std::string value;
  std::string field;
  bool negative = false;
  WorklistFilterId filter_id;
  FilterCriterionId id;
  std::optional<Time> created_at;
  std::optional<Time> updated_at;

  static constexpr auto fields() {
    using json::field;
    using C = FilterCriterion;
    return std::tuple{
        field("title", &C::title, "As people read it."),
        field("value", &C::value, "What the field must be."),
        json::field("field", &C::field, "Project, ProjectGroup, Story, User, StoryStatus, Tags, TaskStatus or Text."),
        field("negative", &C::negative, "Whether the field must be something else instead."),
        field("filter_id", &C::filter_id, "The filter that it belongs to."),
        field("id", &C::id, "Never reused."),
        field("created_at", &C::created_at, "When it was made."),
        field("updated_at", &C::updated_at, "When it was last changed; null if never."),
    };
  }
};

struct WorklistFilter {
  static constexpr std::string_view type_name = "WorklistFilter";

  FilterType type = FilterType::story;
  WorklistId list_id;
  std::vector<FilterCriterion> filter_criteria;
  json::Unless<std::string> query;
  WorklistFilterId id;
  std::optional<Time> created_at;
  std::optional<Time> updated_at;

  static constexpr auto fields() {
    using json::field;
    using F = WorklistFilter;
    return std::tuple{
        field("type", &F::type, "Story or Task."),
        field("list_id", &F::list_id, "The list that it belongs to."),
        field("filter_criteria", &F::filter_criteria, "What must hold all together."),
        field("query", &F::query, "A query text, which must hold as well; absent where there is none."),
        field("id", &F::id, "Never reused."),
        field("created_at", &F::created_at, "When it was made."),
        field("updated_at", &F::updated_at, "When it was last changed; null if never."),
    };
  }
};

}  // namespace worklist
