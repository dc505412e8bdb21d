#pragma once

#include <cstdint>
#include <optional>

#include "auth/actor.h"
#include "db/session.h"
#include "story/story_query.h"

namespace worklist {

// What `in:worklist/12` means in a query text (see story_query.h): stories or tasks with a card in the list, if the
// reader may see it; of an automatic list, what the criteria of its filters find. What their query texts ask counts for
// nothing here: lists could ask for each other.
std::optional<story::Condition> in_worklist(db::Session& session, std::int64_t worklist, story::QueryOf of,
                                            const auth::Actor& reader);

}  // namespace worklist
