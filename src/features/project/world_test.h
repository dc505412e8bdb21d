#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/query_reader.h"
#include "base/error.h"
#include "db_testing/test_databases.h"
#include "following/schema.h"
#include "fulltext/schema.h"
#include "people/schema.h"
#include "project/branches.h"
#include "project/group_store.h"
#include "project/milestones.h"
#include "project/projects.h"
#include "project/schema.h"

namespace project {

// When everything in a test's world was made, and when it is changed.
inline constexpr Time long_ago{1'500'000'000'000'000};
inline constexpr Time today{1'600'000'000'000'000};

// A database with the tables of the feature, and words to fill it.
class World : public db_testing::OnBothDatabases {
 protected:
  void SetUp() override {
    std::vector<db::Migration> all;
    for (const auto some : {fulltext::schema(), people::schema(), following::schema(), schema()}) {
      all.insert(all.end(), some.begin(), some.end());
    }
    prepare(all);
  }

  // What `work` answers, committed.
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

  // How the Error reads that ends `work`: "not found: Project 9 not found".
  std::string refusal(const std::function<void(db::Transaction&)>& work) {
    try {
      write(work);
    } catch (const Error& error) {
      if (error.fault() == Fault::not_found) return "not found: " + std::string(error.what());
      if (error.fault() == Fault::invalid) return "invalid: " + std::string(error.what());
      throw;
    }
    return "none";
  }

  Project project(const std::string& name) {
    return changed([&](db::Transaction& tx) { return add_project(tx, {.name = name}, long_ago); });
  }
  ProjectGroup group(const std::string& name, const std::vector<Project>& projects = {}) {
    return changed([&](db::Transaction& tx) {
      auto made = insert_group(tx, {.name = name, .title = name}, long_ago);
      for (const auto& one : projects) add_to_group(tx, made.id, one.id);
      return made;
    });
  }
  Branch branch(const Project& of, const std::string& name) {
    return changed([&](db::Transaction& tx) { return add_branch(tx, {.name = name, .project_id = of.id}, long_ago); });
  }
  Milestone milestone(const Branch& of, const std::string& name) {
    return changed(
        [&](db::Transaction& tx) { return add_milestone(tx, {.name = name, .branch_id = of.id}, long_ago); });
  }

  // A page of one of the feature's listings: listed(list_projects, "name=eng&limit=2").
  template <class Row, class Filter>
  listing::Page<Row> listed(listing::Page<Row> (*list)(db::Session&, const Filter&, listing::Bound),
                            const std::string& query = "", listing::Bound bound = {}) {
    const auto filter = api::read_query<Filter>(api::parse_query(query));
    return seen([&](db::Session& session) { return list(session, filter, bound); });
  }
};

using Names = std::vector<std::string>;

template <class Rows>
Names names_of_all(const Rows& rows) {
  Names names;
  for (const auto& one : rows) names.push_back(one.name);
  return names;
}

template <class Tag>
std::string number(Id<Tag> id) {
  return std::to_string(id.value);
}

}  // namespace project
