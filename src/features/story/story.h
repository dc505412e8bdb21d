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
#include "listing/paging.h"
#include "people/team.h"
#include "people/user.h"
#include "project/group.h"
#include "project/project.h"
#include "story/task_status.h"

using StoryId = Id<struct StoryTag>;
using StoryTypeId = Id<struct StoryTypeTag>;

namespace story {

// Follows from the tasks: active while one is open, else merged if one is, else invalid (also without any task).
enum class Status { active, merged, invalid };

constexpr auto names_of(Status) { return std::to_array<std::string_view>({"active", "merged", "invalid"}); }

struct TaskCount {
  static constexpr std::string_view type_name = "TaskCount";

  TaskStatus key;
  std::optional<std::int64_t> count;

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("key", &TaskCount::key, "The status."),
        field("count", &TaskCount::count, "How many tasks have it; null where the story has no task at all."),
    };
  }
};

struct Story {
  static constexpr std::string_view type_name = "Story";

  std::optional<std::string> title;
  std::optional<std::string> description;
  std::optional<bool> is_bug;
  std::optional<UserId> creator_id;
  std::optional<StoryTypeId> story_type_id;
  Status status = Status::invalid;
  std::optional<std::vector<TaskCount>> task_statuses;
  json::Raw tags;
  bool is_private = false;
  std::vector<people::User> users;
  std::vector<people::Team> teams;
  StoryId id;
  std::optional<Time> created_at;
  std::optional<Time> updated_at;

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("title", &Story::title, "One line that names the goal."),
        field("description", &Story::description, "Markdown."),
        field("is_bug", &Story::is_bug, "A bug, or a feature."),
        field("creator_id", &Story::creator_id, "Who opened it."),
        field("story_type_id", &Story::story_type_id, "1 bug, 2 feature, 3 private and 4 public vulnerability."),
        field("status", &Story::status, "Follows from the tasks."),
        field("task_statuses", &Story::task_statuses, "How many tasks are in each status."),
        field("tags", &Story::tags, "The names of its tags."),
        field("private", &Story::is_private, "Whether only the listed users and teams may see it."),
        field("users", &Story::users, "Who may see it while it is private."),
        field("teams", &Story::teams, "Whose members may see it while it is private."),
        field("id", &Story::id, "Never reused."),
        field("created_at", &Story::created_at, "When it was opened."),
        field("updated_at", &Story::updated_at, "When anything about it last changed."),
    };
  }
};

// A team named in an input by a whole Team object, of which only the id counts.
struct TeamRef {
  static constexpr std::string_view type_name = "TeamRef";
  static constexpr std::string_view argument = "team";
  static constexpr bool ignores_unknown = true;

  TeamId id;

  static constexpr auto fields() { return std::tuple{json::field("id", &TeamRef::id, "Which.")}; }
};

struct NewStory {
  static constexpr std::string_view type_name = "NewStory";
  static constexpr std::string_view argument = "story";
  static constexpr auto ignored =
      std::to_array<std::string_view>({"id", "created_at", "updated_at", "status", "task_statuses", "due_dates"});

  std::string title;
  std::optional<std::string> description = {};
  bool is_bug = true;
  std::optional<UserId> creator_id = {};
  StoryTypeId story_type_id = {1};
  bool is_private = false;
  std::vector<std::string> tags = {};
  std::optional<std::vector<people::UserRef>> users = {};
  std::optional<std::vector<TeamRef>> teams = {};

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("title", &NewStory::title, "One line that names the goal.", {.min = 5, .max = 255, .required = true}),
        field("description", &NewStory::description, "Markdown."),
        field("is_bug", &NewStory::is_bug, "A bug, or a feature."),
        field("creator_id", &NewStory::creator_id, "Nobody but yourself."),
        field("story_type_id", &NewStory::story_type_id, "1 bug, 2 feature."),
        field("private", &NewStory::is_private, "Whether only the listed users and teams may see it."),
        field("tags", &NewStory::tags, "Names of tags; new ones are made."),
        field("users", &NewStory::users, "Who may see it; without users and teams, yourself."),
        field("teams", &NewStory::teams, "Whose members may see it."),
    };
  }
};

struct StoryChange {
  static constexpr std::string_view type_name = "StoryChange";
  static constexpr std::string_view argument = "story";
  static constexpr auto ignored = std::to_array<std::string_view>(
      {"id", "created_at", "updated_at", "status", "task_statuses", "due_dates", "tags"});

  std::optional<std::string> title = {};
  json::Change<std::string> description = {};
  std::optional<bool> is_bug = {};
  std::optional<UserId> creator_id = {};
  std::optional<StoryTypeId> story_type_id = {};
  std::optional<bool> is_private = {};
  std::optional<std::vector<people::UserRef>> users = {};
  std::optional<std::vector<TeamRef>> teams = {};

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("title", &StoryChange::title, "One line that names the goal.", {.min = 5, .max = 255, .not_null = true}),
        field("description", &StoryChange::description, "Markdown."),
        field("is_bug", &StoryChange::is_bug, "A bug, or a feature."),
        field("creator_id", &StoryChange::creator_id, "Cannot change."),
        field("story_type_id", &StoryChange::story_type_id, "1 bug, 2 feature."),
        field("private", &StoryChange::is_private, "Whether only the listed users and teams may see it."),
        field("users", &StoryChange::users, "Who may see it while it is private."),
        field("teams", &StoryChange::teams, "Whose members may see it while it is private."),
    };
  }
};

struct StoryFilter : listing::Paging {
  std::optional<std::string> title = {};
  std::optional<std::string> description = {};
  std::vector<std::string> status = {};
  std::optional<UserId> assignee_id = {};
  std::optional<UserId> creator_id = {};
  std::optional<ProjectGroupId> project_group_id = {};
  std::optional<ProjectId> project_id = {};
  std::optional<UserId> subscriber_id = {};
  std::vector<std::string> tags = {};
  std::optional<Time> updated_since = {};
  std::optional<std::string> tags_filter_type = {};
  std::optional<std::string> query = {};

  // What search takes, too.
  static constexpr auto shared_fields() {
    using json::field;
    using F = StoryFilter;
    return std::tuple{
        field("status", &F::status, "One of these; may be repeated."),
        field("assignee_id", &F::assignee_id, "With a task of this person (in the project, if one is given)."),
        field("creator_id", &F::creator_id, "Opened by this person."),
        field("project_group_id", &F::project_group_id, "With a task in a project of this group."),
        field("project_id", &F::project_id, "With a task in this project."),
        field("subscriber_id", &F::subscriber_id, "That this person is subscribed to."),
        field("tags", &F::tags, "With these tags; may be repeated."),
        field("updated_since", &F::updated_since, "Changed later than this."),
        field("tags_filter_type", &F::tags_filter_type, "all (the default) or any of the tags."),
    };
  }

  static constexpr auto fields() {
    using json::field;
    using F = StoryFilter;
    return std::tuple_cat(
        std::tuple{
            field("title", &F::title, "Part of the title; % and _ are wildcards."),
            field("description", &F::description, "Part of the description; % and _ are wildcards."),
            field("query", &F::query, "Query text, such as: status:active project:nova -tag:docs \"live migration\""),
        },
        shared_fields(), Paging::fields());
  }
};

}  // namespace story
