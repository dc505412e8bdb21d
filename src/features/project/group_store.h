#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "db/session.h"
#include "listing/list.h"
#include "project/group.h"
#include "project/project.h"

namespace project {

std::optional<ProjectGroup> find_group(db::Session& session, ProjectGroupId id);
std::optional<ProjectGroup> find_group_by_name(db::Session& session, std::string_view name);
listing::Page<ProjectGroup> list_groups(db::Session& session, const ProjectGroupFilter& filter, listing::Bound bound);

// By its name, or its number.
std::optional<ProjectGroupId> group_called(db::Session& session, std::string_view text);

// Both: a name that is taken is Error(invalid).
ProjectGroup insert_group(db::Transaction& tx, const NewProjectGroup& group, Time now);
void update_group(db::Transaction& tx, const ProjectGroup& group);
// A group that still has projects is Error(invalid).
void delete_group(db::Transaction& tx, ProjectGroupId id);

// Both say whether anything changed.
bool add_to_group(db::Transaction& tx, ProjectGroupId group, ProjectId project);
bool take_from_group(db::Transaction& tx, ProjectGroupId group, ProjectId project);

// The groups that a project is in.
std::vector<ProjectGroupId> groups_of(db::Session& session, ProjectId project);

// Behind a column that holds a project's id, with the group's id for the ?: whether the project is in the group.
inline constexpr std::string_view is_in_group =
    " in (select m.project_id from project_group_mapping m where m.project_group_id = ?)";

// Conditions for listings of projects and of what belongs to one. An absent id or 0 is no condition.
void within_group(listing::List& list, std::string_view project_column, std::optional<std::int64_t> group);

std::span<const db::Query> group_queries();

}  // namespace project
