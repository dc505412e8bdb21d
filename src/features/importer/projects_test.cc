#include "importer/projects.h"

#include <map>
#include <set>
#include <sstream>

#include "importer/read_file.h"
#include "importer/world_test.h"
#include "project/project_store.h"

namespace importer {
namespace {

constexpr const char* small = R"(
- project: acme/widget
  description: Widgets
  use-storyboard: true
  groups:
    - acme
    - all-of-it
- project: acme/gadget
  description: Gadgets, in two
    lines
  options:
    - translate
  groups: [acme]
- project: lonely
  use-storyboard: true
  upstream: https://git.example.org/lonely
- project: elsewhere
  use-storyboard: false
  groups: alone
)";

class ProjectImport : public World {
 protected:
  ProjectCounts import(const std::string& text, bool all = true, Time now = today) {
    ProjectCounts counts;
    write([&](db::Transaction& tx) { counts = import_projects(tx, read_project_file(text, "some.yaml"), all, now); });
    return counts;
  }
  std::vector<std::string> members(const std::string& group) {
    return texts(
        "select p.name from projects p join project_group_mapping m on m.project_id = p.id "
        "join project_groups g on g.id = m.project_group_id where g.name = '" +
        group + "' order by 1");
  }
};
PLENARY_ON_BOTH_DATABASES(ProjectImport);

using Names = std::vector<std::string>;

TEST_P(ProjectImport, TakesTheFlaggedOnesWithTheirGroups) {
  const auto counts = import(small, false);
  EXPECT_EQ(texts("select name from projects order by 1"), (Names{"acme/widget", "lonely"}));
  EXPECT_EQ(members("acme"), Names{"acme/widget"});
  EXPECT_EQ(counts.made, 2);
  EXPECT_EQ(counts.left_out, 2);
  EXPECT_EQ(counts.groups_made, 2);
}

TEST_P(ProjectImport, TakesAllOnDemand) {
  import(small);
  EXPECT_EQ(count("projects"), 4);
  EXPECT_EQ(members("acme"), (Names{"acme/gadget", "acme/widget"}));
  EXPECT_EQ(members("alone"), Names{"elsewhere"});
  EXPECT_EQ(texts("select title from project_groups order by 1"), (Names{"acme", "all-of-it", "alone"}));
  EXPECT_EQ(texts("select description from projects where name = 'acme/gadget'"), Names{"Gadgets, in two lines"});
  EXPECT_EQ(texts("select repo_url from projects where repo_url is not null"), Names{"https://git.example.org/lonely"});
  EXPECT_EQ(count("branches where name = 'master' and restricted = 1"), 4);
}

TEST_P(ProjectImport, ChangesNothingTheSecondTime) {
  import(small);
  const auto before = everything();
  const auto counts = import(small, true, today + Seconds{60});
  EXPECT_EQ(everything(), before);
  EXPECT_EQ(counts.unchanged, 4);
  EXPECT_EQ(counts.groups, 3);
  EXPECT_EQ(counts.groups_made, 0);
}

TEST_P(ProjectImport, BringsNewDescriptionsAndGroups) {
  import("- {project: one, description: Old}\n- {project: two}\n- {project: three, description: Kept}\n");
  const auto counts =
      import("- {project: one, description: New}\n- {project: two, groups: [both]}\n- {project: three}\n");
  EXPECT_EQ(counts.changed, 2);
  EXPECT_EQ(counts.unchanged, 1);
  EXPECT_EQ(texts("select coalesce(description, '-') from projects order by name"), (Names{"New", "Kept", "-"}));
}

TEST(ProjectFile, SaysWhereItIsBroken) {
  const auto refused = [](const char* text) { return refusal([&] { read_project_file(text, "p.yaml"); }); };
  EXPECT_EQ(refused("- project: ok-1\n- project: bad name!\n"),
            "p.yaml:2:12: 'bad name!' cannot be the name of a project: it takes 3 to 100 letters and digits, with "
            "single _ - . or / between them.\nNothing was imported.");
  EXPECT_NE(refused("- project: [").find("p.yaml:"), std::string::npos);
  EXPECT_EQ(refused("- project: fine\njust text"),
            "p.yaml:2:1: this belongs to no project, or is indented wrongly.\nNothing was imported.");
  EXPECT_EQ(refused("just text"),
            "p.yaml:1:1: the file must be a list of projects (\"- project: NAME\").\nNothing was imported.");
  EXPECT_EQ(refused(""),
            "p.yaml:1:1: the file must be a list of projects (\"- project: NAME\").\nNothing was imported.");
  EXPECT_EQ(refused("- project: abc\n  use-storyboard: perhaps\n- name: x\n- project: abc\n"),
            "p.yaml:2:19: 'use-storyboard' must be true or false.\n"
            "p.yaml:3:3: every entry needs \"project: NAME\".\n"
            "p.yaml:4:3: project 'abc' is listed already in line 1.\n"
            "Nothing was imported.");
  EXPECT_NE(refused("- project: abc\n  groups: {a: b}\n").find("p.yaml:2:11: 'groups' must be a list"),
            std::string::npos);
  EXPECT_EQ(refused("- project: \"\xff\"\n"), "p.yaml is not valid UTF-8. Nothing was imported.");
}

TEST(ProjectFile, TellsTwentyFlawsAndCountsTheRest) {
  std::string text;
  for (int i = 0; i < 25; ++i) text += "- name: x\n";
  const auto told = refusal([&] { read_project_file(text, "p.yaml"); });
  EXPECT_NE(told.find("p.yaml:20:"), std::string::npos);
  EXPECT_EQ(told.find("p.yaml:21:"), std::string::npos);
  EXPECT_NE(told.find("… and 5 more flaws."), std::string::npos);
}

TEST(ReadFile, SaysWhyItCannot) {
  EXPECT_EQ(refusal([] { read_file("/nonexistent"); }), "/nonexistent cannot be read: No such file or directory.");
  EXPECT_EQ(refusal([] { read_file("/tmp"); }), "/tmp is a folder: name a file.");
}

// Counted by the lines of the real file, not by a YAML reader.
struct LineCount {
  std::size_t projects = 0, flagged = 0;
  std::set<std::string> groups;
};

LineCount count_lines(const std::string& text) {
  LineCount found;
  bool in_groups = false;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("- project: ")) ++found.projects;
    if (line == "  use-storyboard: true") ++found.flagged;
    if (in_groups && line.starts_with("    - ")) found.groups.insert(line.substr(6));
    in_groups = line == "  groups:" || (in_groups && line.starts_with("    - "));
  }
  return found;
}

TEST_P(ProjectImport, TakesTheRealFileWhole) {
  const auto text = shared_file("projects/projects.yaml");
  if (text.empty()) GTEST_SKIP() << "the real project file is not here (../shared/data/projects)";
  const auto expected = count_lines(text);
  EXPECT_EQ(expected.projects, 2472u);
  EXPECT_EQ(static_cast<std::size_t>(import(text, false).made), expected.flagged);
  const auto counts = import(text);
  EXPECT_EQ(static_cast<std::size_t>(counts.projects()), expected.projects);
  EXPECT_EQ(static_cast<std::size_t>(count("projects")), expected.projects);
  EXPECT_EQ(static_cast<std::size_t>(count("project_groups")), expected.groups.size());
  EXPECT_EQ(count("branches"), 2472);
  const auto before = everything();
  EXPECT_EQ(import(text).unchanged, 2472);
  EXPECT_EQ(everything(), before);
}

}  // namespace
}  // namespace importer
