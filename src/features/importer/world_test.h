#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

#include "base/error.h"
#include "db_testing/test_databases.h"
#include "events/schema.h"
#include "following/schema.h"
#include "fulltext/schema.h"
#include "people/schema.h"
#include "project/schema.h"
#include "story/schema.h"

namespace importer {

inline constexpr Time today{1'700'000'000'000'000};

// A database with every table that an import fills.
class World : public db_testing::OnBothDatabases {
 protected:
  void SetUp() override {
    std::vector<db::Migration> all;
    for (const auto some : {fulltext::schema(), events::schema(), people::schema(), following::schema(),
                            project::schema(), story::schema()}) {
      all.insert(all.end(), some.begin(), some.end());
    }
    prepare(all);
  }

  std::int64_t count(const std::string& what) {
    std::int64_t found = 0;
    const auto sql = "select count(*) from " + what;
    read([&](db::Session& session) { found = session.value<std::int64_t>({"test.count", sql}); });
    return found;
  }
  // The first column of every row.
  std::vector<std::string> texts(const std::string& sql) {
    std::vector<std::string> found;
    read([&](db::Session& session) {
      session.each({"test.texts", sql}, {}, [&](const db::Row& row) { found.push_back(row.get<std::string>(0)); });
    });
    return found;
  }
  // Every row of every table, as one text.
  std::string everything() {
    std::string all;
    for (const auto* table : {"users", "projects", "branches", "project_groups", "project_group_mapping", "stories",
                              "tasks", "storytags", "story_storytags", "comments", "comments_history", "events",
                              "story_projects", "story_tallies where public_stories <> 0",
                              "task_tallies where public_tasks <> 0", "event_tallies where public_events <> 0"}) {
      read([&](db::Session& session) {
        const auto sql = "select * from " + std::string(table) + " order by 1, 2";
        session.each({"test.everything", sql}, {}, [&](const db::Row& row) {
          all += table;
          for (int i = 0; i < row.columns(); ++i) {
            all += "|";
            all += row.is_null(i) ? "null" : row.is_text(i) ? row.get<std::string>(i) : std::to_string(row.integer(i));
          }
          all += "\n";
        });
      });
    }
    return all;
  }
};

// What the Error says that ends `work`.
inline std::string refusal(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    return error.what();
  }
  return "none";
}

// A file of the real data beside the checkout; empty where there is none.
inline std::string shared_file(const std::string& name) {
  std::ifstream in(std::filesystem::path(PLENARY_SOURCE_DIR) / "../shared/data" / name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace importer
