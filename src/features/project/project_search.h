#pragma once

#include <string_view>
#include <vector>

#include "db/session.h"
#include "listing/list.h"
#include "project/project.h"

namespace project {

struct ProjectSearch : listing::Paging {
  std::optional<std::string> q = {};

  static constexpr auto fields() {
    using json::field;
    return std::tuple_cat(
        std::tuple{field("q", &ProjectSearch::q, "Words of name and description; see /stories/search.")},
        Paging::fields());
  }
};

// Which are meant by a number or a name: the one of exactly this name, else those whose name ends in it behind a
// slash: "nova" means openstack/nova, too.
std::vector<ProjectId> projects_called(db::Session& session, std::string_view text);

// The best first; the project of exactly this name or number before all.
std::vector<Project> search_projects(db::Session& session, const ProjectSearch& search, listing::Bound bound);

}  // namespace project
