#include "demo/commands.h"

#include <CLI/CLI.hpp>
#include <iostream>

#include "command/progress.h"
#include "demo/demo.h"

namespace demo {
namespace {

constexpr std::int64_t most_stories = 10'000'000;

// In whole seconds, as the dates of all that happens are.
Time this_second() { return {Time::now().micros / 1'000'000 * 1'000'000}; }

void run(command::Runtime& runtime, Options options) {
  options.until = this_second();
  command::Progress progress("stories", options.stories);
  options.progress = [&](std::int64_t stories) { progress.add(stories); };
  const auto made = make_demo(runtime.database(), options);
  std::cout << made.stories << " stories, " << made.tasks << " tasks, " << made.comments << " comments and "
            << made.events << " events of " << made.people << " people in " << made.projects << " projects made.\n"
            << "The demo's user " << member_address << " has the token\n  " << made.token << "\n"
            << "Its superuser is " << superuser_address << ": plenary token create " << superuser_address << "\n";
}

}  // namespace

void add_commands(CLI::App& app, command::Runtime& runtime) {
  auto* sub = app.add_subcommand("demo", "Invent a community: for trying things out, and for benchmarks");
  sub->footer(
      "The same seed and size invent the same community, as of today; it is no place for real work.\n"
      "Example:\n  plenary demo --stories 20000 --data /tmp/demo");
  auto options = std::make_shared<Options>();
  sub->add_option("--stories", options->stories, "How many stories (default 200)")
      ->check(CLI::Range(std::int64_t{1}, most_stories));
  sub->add_option("--seed", options->seed, "Another number, another community (default 1)");
  sub->add_flag("--add", options->add, "Add to a database that has stories already");
  sub->callback([&runtime, options] { run(runtime, *options); });
}

}  // namespace demo
