#include "importer/commands.h"

#include <CLI/CLI.hpp>
#include <iostream>

#include "base/error.h"
#include "command/import_group.h"
#include "importer/github.h"
#include "importer/projects.h"
#include "importer/read_file.h"
#include "json/fields.h"
#include "people/user_texts.h"
#include "project/project_store.h"
#include "project/project_texts.h"
#include "story/texts.h"

namespace importer {
namespace {

constexpr const fulltext::Index* indexes[] = {&people::user_texts, &project::project_texts, &story::story_texts,
                                              &story::task_texts};

void import_project_file(command::Runtime& runtime, const std::string& file, bool all) {
  const auto entries = read_project_file(read_file(file), file);
  ProjectCounts counts;
  runtime.database().connect_writer()->write([&](db::Transaction& tx) {
    counts = import_projects(tx, entries, all, Time::now());
    fulltext::index_waiting(tx, indexes);
  });
  std::cout << counts.projects() << " projects: " << counts.made << " made, " << counts.changed << " changed, "
            << counts.unchanged << " unchanged\n"
            << counts.groups << " project groups: " << counts.groups_made << " made\n";
  if (counts.left_out > 0) {
    std::cout << counts.left_out << " projects without use-storyboard left out: --all imports them too\n";
  }
}

// A project that is there already may be called as it likes.
void require_name(db::Session& session, const std::string& name) {
  if (project::find_project_by_name(session, name)) return;
  if (json::is_name(name) && name.size() >= 3 && name.size() <= 100) return;
  throw invalid("There is no project '" + name + "', and none can be made with this name: it takes 3 to 100 letters " +
                "and digits, with single _ - . or / between them.");
}

void import_issue_archive(command::Runtime& runtime, const std::string& file, const std::string& project) {
  const auto archive = read_archive(read_file(file), file);
  IssueCounts counts;
  runtime.database().connect_writer()->write([&](db::Transaction& tx) {
    require_name(tx, project);
    counts = import_issues(tx, archive, project, Time::now());
    fulltext::index_waiting(tx, indexes);
  });
  if (counts.project_made) std::cout << "project " << project << " made\n";
  std::cout << archive.issues.size() << " issues: " << counts.made << " stories made, " << counts.changed
            << " changed, " << counts.unchanged << " unchanged\n"
            << counts.comments << " comments and " << counts.people << " users made\n"
            << archive.pulls << " pull requests left out\n";
}

void add_projects_command(CLI::App& group, command::Runtime& runtime) {
  auto* sub = group.add_subcommand("projects", "Projects and their groups, from the reference's projects.yaml");
  sub->footer("Example:\n  plenary import projects projects.yaml --all");
  auto file = std::make_shared<std::string>();
  auto all = std::make_shared<bool>(false);
  sub->add_option("FILE", *file, "The YAML file; - reads the standard input")->required();
  sub->add_flag("--all", *all, "Every project, not only those with use-storyboard: true");
  sub->callback([&runtime, file, all] { import_project_file(runtime, *file, *all); });
}

void add_github_command(CLI::App& group, command::Runtime& runtime) {
  auto* sub = group.add_subcommand("github", "The issues of an archive of a GitHub repository, as stories");
  sub->footer(
      "A second run changes nothing twice; a newer archive brings what is new.\n"
      "Example:\n  plenary import github widget.archive.json --project acme/widget");
  auto file = std::make_shared<std::string>();
  auto project = std::make_shared<std::string>();
  sub->add_option("FILE", *file, "The archive, a JSON file; - reads the standard input")->required();
  sub->add_option("--project", *project, "The project that the stories' tasks are in; made if it is missing")
      ->required();
  sub->callback([&runtime, file, project] { import_issue_archive(runtime, *file, *project); });
}

}  // namespace

void add_commands(CLI::App& app, command::Runtime& runtime) {
  auto& group = command::import_group(app);
  add_projects_command(group, runtime);
  add_github_command(group, runtime);
}

}  // namespace importer
