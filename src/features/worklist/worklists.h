#pragma once

#include "auth/actor.h"
#include "db/session.h"
#include "listing/list.h"
#include "worklist/worklist_input.h"

namespace worklist {

// Makes a list in the actor's name, with its owners (the actor, if nobody is named) and users. Answers the bare row.
Worklist make_worklist(db::Transaction& tx, const auth::Actor& actor, const NewWorklist& wanted, Time now);

// For those who may edit it. Answers it with its people and cards.
Worklist change_worklist(db::Transaction& tx, const auth::Actor& actor, WorklistId id, const WorklistChange& change,
                         listing::Bound bound, Time now);

// With filters, people and cards. Throws Error(not_found).
Worklist read_worklist(db::Session& session, const auth::Actor& reader, WorklistId id, listing::Bound bound);

// For those who may edit it.
void remove_worklist(db::Transaction& tx, const auth::Actor& actor, WorklistId id, Time now);

// Puts a list away; it stays readable. One that is away already stays so, and nothing is told. Whether the actor may is
// for the caller to have asked.
void archive(db::Transaction& tx, const auth::Actor& actor, WorklistId id, Time now);

}  // namespace worklist
