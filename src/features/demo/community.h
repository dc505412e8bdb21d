#pragma once

#include <string>
#include <vector>

#include "db/session.h"
#include "demo/demo.h"
#include "demo/services.h"
#include "people/team.h"
#include "project/branch.h"
#include "project/milestone.h"
#include "story/bulk.h"

namespace demo {

struct StableBranch {
  BranchId id;
  std::string name;
  Time from, end;
};

struct DatedMilestone {
  MilestoneId id;
  Time due;
};

struct Repository {
  ProjectId id = {};
  std::string name = {};
  std::size_t service = 0;  // in services()
  BranchId master = {};
  std::vector<StableBranch> stable = {};        // oldest first
  std::vector<DatedMilestone> milestones = {};  // of master, soonest first
};

// Everything that stories need to be there before them.
struct Community {
  Time start = {}, until = {};
  std::vector<UserId> people = {};  // in the order in which they joined; the first `core` were there from the start
  std::size_t core = 0;
  std::vector<Repository> repositories = {};  // the most active first
  std::vector<story::Tag> tags = {};          // the most used first
  TeamId security_team = {};
  std::vector<TeamId> core_teams = {};  // by service

  // How many people there were at that time.
  std::size_t joined(Time at) const;
};

// Makes it; what is there already by name is used.
Community found_community(db::Transaction& tx, const Options& options);

}  // namespace demo
