#pragma once

#include <array>
#include <string_view>

namespace story {

// In the order in which the v1 API lists them.
enum class TaskStatus { todo, merged, invalid, review, inprogress };

constexpr auto names_of(TaskStatus) {
  return std::to_array<std::string_view>({"todo", "merged", "invalid", "review", "inprogress"});
}

inline constexpr auto all_task_statuses = std::to_array(
    {TaskStatus::todo, TaskStatus::merged, TaskStatus::invalid, TaskStatus::review, TaskStatus::inprogress});

enum class Priority { low, medium, high };

constexpr auto names_of(Priority) { return std::to_array<std::string_view>({"low", "medium", "high"}); }

}  // namespace story
