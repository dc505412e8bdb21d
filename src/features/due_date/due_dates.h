#pragma once

#include <string>
#include <vector>

#include "auth/actor.h"
#include "base/error.h"
#include "base/time.h"
#include "db/session.h"
#include "due_date/due_date.h"
#include "due_date/due_date_input.h"

// Who may do what with due dates. What one may not see, or not change, answers like what does not exist.
namespace due_date {

// Whoever may edit may assign as well.
inline constexpr std::string_view edit_date = "edit_date", assign_date = "assign_date";

Error due_date_not_found(DueDateId id);

// Throws Error(not_found) where there is none for this reader.
DueDate read_due_date(db::Session& session, const auth::Actor& reader, DueDateId id);
// The same without reading all of it.
void require_visible(db::Session& session, const auth::Actor& reader, DueDateId id);
// Throws Error(not_found) unless he may say what is due then.
void require_assignable(db::Session& session, const auth::Actor& actor, DueDateId id);

// These say nothing of board_id and worklist_id: see the features that own boards and lists.
DueDate make_due_date(db::Transaction& tx, const auth::Actor& actor, const NewDueDate& wanted, Time now);
// Tasks and stories replace those that the actor sees there; others stay.
DueDate change_due_date(db::Transaction& tx, const auth::Actor& actor, DueDateId id, const DueDateChange& change,
                        Time now);

// What the reader may do: edit_date, assign_date.
std::vector<std::string> permissions_of(db::Session& session, const auth::Actor& reader, DueDateId id);
// Gives a permission to further people; answers its codename.
std::string add_permission(db::Transaction& tx, const auth::Actor& actor, DueDateId id, const PermissionChange& given,
                           Time now);
// Gives a permission to these people and nobody else; answers its codename.
std::string change_permission(db::Transaction& tx, const auth::Actor& actor, DueDateId id,
                              const PermissionChange& change, Time now);

}  // namespace due_date
