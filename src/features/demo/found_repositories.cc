#include <algorithm>
#include <map>

#include "demo/calendar.h"
#include "demo/founding.h"
#include "people/team_store.h"
#include "project/branch_store.h"
#include "project/group_store.h"
#include "project/milestone_store.h"
#include "project/project_store.h"

namespace demo {
namespace {

constexpr std::size_t kinds_with_milestones = 3;  // services, clients, libraries have three in a cycle, others one
constexpr std::size_t kinds_with_security = 2;
constexpr double branch_lifetime = 550;  // days
constexpr std::size_t members_of_a_core_team = 6;

constexpr std::array<Kind, 3> vendor_kinds = {{{"x/", "-driver-", " driver for ", "drivers"},
                                               {"x/", "-ci-", " tests on hardware of ", "drivers"},
                                               {"x/", "-dashboard-", " pages for ", "drivers"}}};

struct Planned {
  std::size_t service;
  std::size_t kind;  // in kinds(), or beyond
  std::string name;
  std::string about;
  std::string group;
};

std::string capital(std::string_view text) {
  std::string out(text);
  out.front() = static_cast<char>(out.front() - 'a' + 'A');
  return out;
}

std::string with_area(const Service& service) {
  return capital(service.name) + " (" + std::string(service.about) + ")";
}

// The most important first: all services, then all clients, and so on; what vendors add comes last.
std::vector<Planned> plan_repositories(std::size_t count) {
  const auto used = std::clamp<std::size_t>(count / 3, 4, services().size());
  std::vector<Planned> planned;
  const auto of_all_services = [&](std::size_t kind, const Kind& like, std::string_view vendor) {
    for (std::size_t i = 0; i < used; ++i) {
      const auto& service = services()[i];
      planned.push_back(
          {i, kind,
           std::string(like.before) + std::string(service.name) + std::string(like.after) + std::string(vendor),
           with_area(service) + std::string(like.about) + (vendor.empty() ? "" : capital(vendor)),
           std::string(like.group)});
    }
  };
  for (std::size_t kind = 0; kind < kinds().size(); ++kind) of_all_services(kind, kinds()[kind], "");
  for (const auto& like : vendor_kinds) {
    for (const auto vendor : vendors()) of_all_services(kinds().size(), like, vendor);
  }
  planned.resize(std::min(planned.size(), count));
  return planned;
}

// Whatever a list function answers, until its end.
template <class Row>
std::vector<Row> whole(db::Session& session, listing::Page<Row> page) {
  auto rows = std::move(page.rows);
  while (page.more) {
    auto next = page.more(session);
    if (next.empty()) break;
    rows.insert(rows.end(), next.begin(), next.end());
  }
  return rows;
}

class Founding {
 public:
  Founding(db::Transaction& tx, Community& community) : tx_(tx), community_(community) {}

  void make(const Planned& plan) {
    Repository repository{.name = plan.name, .service = plan.service};
    const auto known = project::find_project_by_name(tx_, plan.name);
    const auto made = days_after(community_.start, -250);
    repository.id = known ? known->id
                          : project::insert_project(tx_,
                                                    {.name = plan.name,
                                                     .description = plan.about,
                                                     .repo_url = "https://git.lattice.example/" + plan.name},
                                                    made)
                                .id;
    make_branches(repository, made, known.has_value());
    make_milestones(repository, plan.kind < kinds_with_milestones, known.has_value());
    const auto& service = services()[plan.service];
    join(repository, std::string(service.name), with_area(service));
    join(repository, plan.group, capital(plan.group));
    if (plan.kind < kinds_with_milestones) join(repository, "release-managed", "Managed by the release team");
    if (plan.kind < kinds_with_security) join(repository, "security-supported", "Supported by the security team");
    community_.repositories.push_back(std::move(repository));
  }

 private:
  void make_branches(Repository& repository, Time made, bool known) {
    std::map<std::string, BranchId> there;
    if (known) {
      project::BranchFilter filter;
      filter.project_id = repository.id.value;
      for (const auto& one : whole(tx_, project::list_branches(tx_, filter, {}))) there[one.name] = one.id;
    }
    const auto branch = [&](const std::string& name, Time from, Time end) {
      if (const auto found = there.find(name); found != there.end()) return found->second;
      project::Branch row;
      row.name = name;
      row.project_id = repository.id;
      row.restricted = name == project::master_branch;
      row.created_at = from;
      row.expired = end < community_.until;
      if (row.expired) row.expiration_date = end;
      return project::insert_branch(tx_, row).id;
    };
    repository.master = branch(std::string(project::master_branch), made, days_after(community_.until, 1));
    for (const auto& cycle : cycles_between(days_after(community_.start, -400), community_.until)) {
      const auto name = "stable/" + cycle.name;
      const auto end = days_after(cycle.release, branch_lifetime);
      repository.stable.push_back({branch(name, cycle.release, end), name, cycle.release, end});
    }
  }

  void make_milestones(Repository& repository, bool several, bool known) {
    std::map<std::string, MilestoneId> there;
    if (known) {
      project::MilestoneFilter filter;
      filter.branch_id = repository.master.value;
      for (const auto& one : whole(tx_, project::list_milestones(tx_, filter, {}))) there[one.name] = one.id;
    }
    const auto milestone = [&](const std::string& name, Time due) {
      const auto found = there.find(name);
      repository.milestones.push_back(
          {found == there.end() ? insert(repository.master, name, due) : found->second, due});
    };
    for (const auto& cycle : cycles_between(community_.start, days_after(community_.until, 183))) {
      if (several) milestone(cycle.name + "-1", days_after(cycle.release, -120));
      if (several) milestone(cycle.name + "-2", days_after(cycle.release, -60));
      milestone(several ? cycle.name + "-rc1" : cycle.name, days_after(cycle.release, -14));
    }
  }

  MilestoneId insert(BranchId branch, const std::string& name, Time due) {
    project::Milestone row;
    row.name = name;
    row.branch_id = branch;
    row.created_at = days_after(due, -180);
    row.expired = due < community_.until;
    if (row.expired) row.expiration_date = due;
    return project::insert_milestone(tx_, row).id;
  }

  void join(const Repository& repository, const std::string& name, const std::string& title) {
    auto [found, fresh] = groups_.try_emplace(name);
    if (fresh) {
      const auto known = project::find_group_by_name(tx_, name);
      found->second =
          known ? known->id
                : project::insert_group(tx_, {.name = name, .title = title}, days_after(community_.start, -250)).id;
    }
    project::add_to_group(tx_, found->second, repository.id);
  }

  db::Transaction& tx_;
  Community& community_;
  std::map<std::string, ProjectGroupId> groups_;
};

void found_core_teams(db::Transaction& tx, Community& community) {
  for (std::size_t i = 0; i < services().size(); ++i) {
    const auto name = std::string(services()[i].name) + "-core";
    const auto team = team_named(tx, name, days_after(community.start, -250));
    for (std::size_t member = 0; member < members_of_a_core_team; ++member) {
      people::insert_member(tx, team, community.people[(i + member * 5) % community.core]);
    }
    community.core_teams.push_back(team);
  }
}

}  // namespace

std::size_t most_repositories() {
  return services().size() * (kinds().size() + vendor_kinds.size() * vendors().size());
}

void found_repositories(db::Transaction& tx, Community& community, std::size_t count) {
  Founding founding(tx, community);
  for (const auto& one : plan_repositories(count)) founding.make(one);
  found_core_teams(tx, community);
}

}  // namespace demo
