#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "auth/actor.h"
#include "db/session.h"
#include "due_date/due_date.h"
#include "due_date/due_date_input.h"
#include "listing/list.h"
#include "people/permissions.h"

// Due dates as somebody may see them: a private one is for its owners and users alone, superusers or not.
namespace due_date {

// Nothing if there is none, or none for this reader.
std::optional<DueDate> find_due_date(db::Session& session, const auth::Actor& reader, DueDateId id);
// Of many, those that he may see, by ascending id: a fixed number of queries.
std::vector<DueDate> find_due_dates(db::Session& session, const auth::Actor& reader, const std::vector<DueDateId>& ids);
std::vector<BriefDueDate> find_brief_due_dates(db::Session& session, const auth::Actor& reader,
                                               const std::vector<DueDateId>& ids);
// Which of those that he may see stories and tasks are due at; what is due at none is not in the answer.
std::map<StoryId, std::vector<DueDateId>> due_dates_of(db::Session& session, const auth::Actor& reader,
                                                       const std::vector<StoryId>& stories);
std::map<TaskId, std::vector<DueDateId>> due_dates_of(db::Session& session, const auth::Actor& reader,
                                                      const std::vector<TaskId>& tasks);

// `narrow` adds conditions to the list, in which due dates are called d.
using Narrow = std::function<void(listing::List&)>;
listing::Page<DueDate> list_due_dates(db::Session& session, const DueDateFilter& filter, const auth::Actor& reader,
                                      listing::Bound bound, const Narrow& narrow);

DueDateId insert_due_date(db::Transaction& tx, const DueDate& due_date);
void update_due_date(db::Transaction& tx, const DueDate& due_date);
void set_tasks(db::Transaction& tx, DueDateId id, const std::vector<TaskId>& gone, const std::vector<TaskId>& added);
void set_stories(db::Transaction& tx, DueDateId id, const std::vector<StoryId>& gone,
                 const std::vector<StoryId>& added);

// Nothing if it has no permission of this name.
std::optional<PermissionId> find_permission(db::Session& session, DueDateId id, std::string_view codename);
void tie_permission(db::Transaction& tx, DueDateId id, PermissionId permission);

std::span<const db::Query> store_queries();
std::span<const db::Query> store_queries_of_many();

}  // namespace due_date
