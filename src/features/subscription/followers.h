#pragma once

#include <vector>

#include "db/session.h"
#include "events/event.h"

// Who is to be told of an event: the followers of its story, of any of that story's tasks, of those tasks' projects and
// of those projects' groups; of an event of a worklist its followers who wish so. Only those who may see the story (and
// the list) at that moment; its author too, if he follows it.
namespace subscription {

enum class Round {
  done,   // everybody was told
  more,   // there is more to tell
  taken,  // another server is at it
};

// Tells the followers of the next events, up to the given one, which must be settled (see events/feed.h). What is told
// and the mark up to where are one: whatever breaks, each follower is told of each event exactly once.
Round tell_followers(db::Transaction& tx, EventId settled);

std::vector<db::Query> follower_queries();

}  // namespace subscription
