#pragma once

#include "auth/actor.h"
#include "db/session.h"
#include "worklist/worklist.h"

namespace worklist {

// Puts a list away; it stays readable. One that is away already stays so, and nothing is told. Whether the actor may is
// for the caller to have asked.
void archive(db::Transaction& tx, const auth::Actor& actor, WorklistId id, Time now);

}  // namespace worklist
