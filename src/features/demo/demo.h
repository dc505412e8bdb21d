#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "db/database.h"
#include "story/story.h"

// An invented community, Lattice, with the figures of real ones (shared/design/product.md): for trying things out, for
// pictures, and for benchmarks.
namespace demo {

inline constexpr std::string_view member_address = "demo@lattice.example";
inline constexpr std::string_view superuser_address = "admin@lattice.example";

struct Options {
  std::int64_t stories = 200;
  std::uint64_t seed = 1;
  Time until = {};   // the community's present; same seed, number and present: the same community
  bool add = false;  // to a database that has stories already
  std::function<void(std::int64_t)> progress = {};  // called with the number of stories just made
};

struct Result {
  std::int64_t people = 0, projects = 0, stories = 0, tasks = 0, comments = 0, events = 0;
  std::string token;    // of the demo member; stands nowhere else
  StoryId first_story;  // that everybody may see
};

// Throws Error(conflict) if there are stories already and none are to be added. A large community is written in
// several transactions: each leaves the database sound, and only the last one makes it whole.
Result make_demo(db::Database& database, const Options& options);

}  // namespace demo
