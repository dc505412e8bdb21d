#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "api/query_reader.h"
#include "base/error.h"
#include "db_testing/test_databases.h"
#include "events/schema.h"
#include "following/schema.h"
#include "fulltext/schema.h"
#include "json/read.h"
#include "json/write.h"
#include "people/schema.h"
#include "people/team_store.h"
#include "people/teams.h"
#include "people/users.h"
#include "project/branch_store.h"
#include "project/branches.h"
#include "project/milestones.h"
#include "project/projects.h"
#include "project/schema.h"
#include "story/schema.h"
#include "story/stories.h"
#include "story/story_list.h"
#include "story/tags.h"
#include "story/task_store.h"
#include "story/tasks.h"
#include "story/visibility.h"

namespace story {

// When everything in a test's world was made, and when it is changed.
inline constexpr Time long_ago{1'500'000'000'000'000};
inline constexpr Time today{1'600'000'000'000'000};
inline constexpr auth::Actor guest{};

using Texts = std::vector<std::string>;

template <class Tag>
std::string number(Id<Tag> id) {
  return std::to_string(id.value);
}

template <class T>
T from_json(const std::string& text) {
  return json::read<T>(text);
}

// What is not there: story 99, and task 99.
inline Story nowhere() {
  Story story;
  story.id = {99};
  return story;
}
inline Task no_task() {
  Task task;
  task.id = {99};
  return task;
}

// A task of engine, unless it says otherwise.
struct GivenTask {
  std::string title = "a task";
  TaskStatus status = TaskStatus::todo;
  std::optional<std::string> link = {};
  std::optional<ProjectId> project_id = {};
  std::optional<UserId> assignee_id = {};
  Priority priority = Priority::medium;
  std::optional<BranchId> branch_id = {};
  std::optional<MilestoneId> milestone_id = {};
};

// A database with every table of the tracker. Ada administers; Ben and Cleo are ordinary people. Projects engine and
// gear have their (restricted) master branches.
class World : public db_testing::OnBothDatabases {
 protected:
  void SetUp() override { prepare_with({}); }
  // Features above this one bring their tables.
  void prepare_with(std::span<const db::Migration> more) {
    std::vector<db::Migration> all;
    for (const auto some : {fulltext::schema(), events::schema(), people::schema(), following::schema(),
                            project::schema(), schema(), more}) {
      all.insert(all.end(), some.begin(), some.end());
    }
    prepare(all);
    if (IsSkipped()) return;
    write([&](db::Transaction& tx) {
      ada = actor(tx, {.full_name = "Ada Root", .email = "ada@example.org", .is_superuser = true});
      ben = actor(tx, {.full_name = "Ben Builder", .email = "ben@example.org"});
      cleo = actor(tx, {.full_name = "Cleo Curator", .email = "cleo@example.org"});
      engine = project::add_project(tx, {.name = "engine"}, long_ago).id;
      gear = project::add_project(tx, {.name = "gear"}, long_ago).id;
    });
  }

  template <class Work>
  auto changed(Work work) {
    decltype(work(std::declval<db::Transaction&>())) answer;
    write([&](db::Transaction& tx) { answer = work(tx); });
    return answer;
  }
  template <class Work>
  auto seen(Work work) {
    decltype(work(std::declval<db::Session&>())) answer;
    read([&](db::Session& session) { answer = work(session); });
    return answer;
  }

  // How the Error reads that ends `work`: "not found: Story 9 not found."
  std::string refusal(const std::function<void(db::Transaction&)>& work) {
    try {
      write(work);
    } catch (const Error& error) {
      if (error.fault() == Fault::not_found) return "not found: " + std::string(error.what());
      if (error.fault() == Fault::invalid) return "invalid: " + std::string(error.what());
      if (error.fault() == Fault::forbidden) return "forbidden: " + std::string(error.what());
      throw;
    }
    return "none";
  }

  Story story(const NewStory& wanted, const auth::Actor* by = nullptr) {
    return changed([&](db::Transaction& tx) { return open_story(tx, by ? *by : ben, wanted, long_ago); });
  }
  Story story(const char* title) { return story(NewStory{.title = title}); }
  Story change(const Story& story, const StoryChange& to, const auth::Actor* by = nullptr) {
    return changed([&](db::Transaction& tx) { return change_story(tx, by ? *by : ben, story.id, to, today); });
  }
  void remove(const Story& story) {
    write([&](db::Transaction& tx) { remove_story(tx, ada, story.id); });
  }
  // The story as somebody sees it now.
  Story again(const Story& story, const auth::Actor* by = nullptr) {
    return seen([&](db::Session& session) { return read_story(session, by ? *by : ben, story.id); });
  }
  bool sees(const auth::Actor& reader, const Story& story) {
    return refusal([&](db::Session& session) { read_story(session, reader, story.id); }) == "none";
  }

  Task task(const Story& of, const GivenTask& given = {}) {
    const NewTask wanted{.title = given.title,
                         .status = given.status,
                         .story_id = of.id,
                         .link = given.link,
                         .project_id = given.project_id.value_or(engine),
                         .assignee_id = given.assignee_id,
                         .priority = given.priority,
                         .branch_id = given.branch_id,
                         .milestone_id = given.milestone_id};
    return changed([&](db::Transaction& tx) { return add_task(tx, ben, wanted, long_ago); });
  }
  Task change(const Task& task, const TaskChange& to) {
    return changed([&](db::Transaction& tx) { return change_task(tx, ben, task.id, to, today); });
  }
  Story tag(const Story& story, const Texts& names) {
    return changed([&](db::Transaction& tx) { return add_tags(tx, ben, story.id, names, today); });
  }

  BranchId master(ProjectId of) {
    return seen([&](db::Session& session) { return project::find_master_branch(session, of); }).value().id;
  }
  BranchId branch(ProjectId of, const std::string& name) {
    return changed(
               [&](db::Transaction& tx) { return project::add_branch(tx, {.name = name, .project_id = of}, long_ago); })
        .id;
  }
  people::Team team(const std::string& name, const std::vector<auth::Actor>& members) {
    return changed([&](db::Transaction& tx) {
      auto made = people::insert_team(tx, {.name = name}, long_ago);
      for (const auto& one : members) people::add_member(tx, ada, made.id, one.id);
      return made;
    });
  }

  // Every row of a query as "a|b|null".
  Texts rows(const std::string& sql) {
    Texts out;
    read([&](db::Session& session) {
      session.each({"test.rows", sql}, {}, [&](const db::Row& row) {
        auto& text = out.emplace_back();
        for (int i = 0; i < row.columns(); ++i) {
          text += i ? "|" : "";
          text += row.is_null(i) ? "null" : row.is_text(i) ? row.get<std::string>(i) : std::to_string(row.integer(i));
        }
      });
    });
    return out;
  }
  std::string count(const std::string& what) { return rows("select count(*) from " + what).front(); }

  // What happened to a story since so many events: "type|author|hidden|info".
  Texts events(const Story& of, std::size_t since = 0) {
    auto all = rows("select event_type, author_id, hidden, event_info from events where story_id = " + number(of.id) +
                    " order by id");
    all.erase(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(since));
    return all;
  }

  // A page of one of the feature's listings: listed(list_stories, ben, "status=active").
  template <class Row, class Filter, class... More>
  listing::Page<Row> listed(listing::Page<Row> (*list)(db::Session&, const Filter&, const auth::Actor&, listing::Bound,
                                                       const More&...),
                            const auth::Actor& reader, const std::string& query = "", listing::Bound bound = {}) {
    const auto filter = api::read_query<Filter>(api::parse_query(query));
    return seen([&](db::Session& session) { return list(session, filter, reader, bound, More{}...); });
  }

  auth::Actor ada, ben, cleo;
  ProjectId engine, gear;

 private:
  static auth::Actor actor(db::Transaction& tx, const people::NewUser& user) {
    return {people::add_user(tx, user, long_ago).id, user.is_superuser};
  }
};

template <class Rows>
Texts titles_of(const Rows& rows) {
  Texts titles;
  for (const auto& one : rows) titles.push_back(one.title.value_or("null"));
  return titles;
}

}  // namespace story
