#pragma once

#include <vector>

#include "db/session.h"
#include "listing/list.h"
#include "story/story.h"
#include "story/task.h"

namespace story {

// The listing's filters, but for the parts of title and description; q in place of them.
struct StorySearch : StoryFilter {
  std::optional<std::string> q = {};

  static constexpr auto fields() {
    using json::field;
    using F = StorySearch;
    return std::tuple_cat(
        std::tuple{
            field("q", &F::q,
                  "Words of title, description and comments: word, beg*, \"a phrase\", +needed, -unwanted, #1234."),
        },
        StoryFilter::shared_fields(), Paging::fields());
  }
};

struct TaskSearch : listing::Paging {
  std::optional<std::string> q = {};
  std::optional<StoryId> story_id = {};
  std::optional<UserId> assignee_id = {};
  std::optional<ProjectId> project_id = {};
  std::optional<ProjectGroupId> project_group_id = {};
  std::optional<BranchId> branch_id = {};
  std::optional<MilestoneId> milestone_id = {};
  std::vector<std::string> status = {};

  static constexpr auto fields() {
    using json::field;
    using F = TaskSearch;
    return std::tuple_cat(
        std::tuple{
            field("q", &F::q, "Words of the title; see /stories/search."),
            field("story_id", &F::story_id, "Of this story."),
            field("assignee_id", &F::assignee_id, "Of this person."),
            field("project_id", &F::project_id, "In this project."),
            field("project_group_id", &F::project_group_id, "In a project of this group."),
            field("branch_id", &F::branch_id, "Targeting this branch."),
            field("milestone_id", &F::milestone_id, "In this milestone."),
            field("status", &F::status, "One of these; may be repeated."),
        },
        Paging::fields());
  }
};

struct SimilarTo {
  std::optional<std::string> title = {};
  std::optional<std::int64_t> limit = {};

  static constexpr auto fields() {
    using json::field;
    return std::tuple{field("title", &SimilarTo::title, "What a new story is to be called."),
                      field("limit", &SimilarTo::limit, "The most rows to answer: 5 if absent, 50 at most.")};
  }
};

// The best first, or in the order asked for; the story or task of the number that was asked for before all.
std::vector<Story> search_stories(db::Session& session, const StorySearch& search, const auth::Actor& reader,
                                  listing::Bound bound);
std::vector<Task> search_tasks(db::Session& session, const TaskSearch& search, const auth::Actor& reader,
                               listing::Bound bound);

// Stories whose title is likely to mean the same, the most alike first.
std::vector<Story> similar_stories(db::Session& session, const SimilarTo& wanted, const auth::Actor& reader);

}  // namespace story
