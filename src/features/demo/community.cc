#include "demo/community.h"

#include <algorithm>
#include <cmath>

#include "demo/calendar.h"
#include "demo/founding.h"

namespace demo {
namespace {

constexpr std::int64_t small_community = 2000;  // stories

// 20 projects for 200 stories, 200 for 20,000, 2,000 for a million.
std::size_t projects_for(std::int64_t stories) {
  const auto wanted = static_cast<std::size_t>(8 + 0.5 * std::pow(static_cast<double>(stories), 0.6));
  return std::min(wanted, most_repositories());
}

std::size_t people_for(std::int64_t stories) { return static_cast<std::size_t>(20 + stories / 10); }

}  // namespace

std::size_t Community::joined(Time at) const {
  const auto share = static_cast<double>(at.micros - start.micros) / static_cast<double>(until.micros - start.micros);
  const auto later = static_cast<double>(people.size() - core) * std::clamp(share, 0.0, 1.0);
  return core + static_cast<std::size_t>(later);
}

Community found_community(db::Transaction& tx, const Options& options) {
  const double years = options.stories <= small_community ? 3 : 6.5;
  Community community{.start = days_after(options.until, -365.25 * years), .until = options.until};
  const auto count = people_for(options.stories);
  community.core = std::max<std::size_t>(8, count / 8);
  Random random(options.seed, 0);
  found_people(tx, community, count, random);
  found_repositories(tx, community, projects_for(options.stories));
  found_tags(tx, community);
  return community;
}

}  // namespace demo
