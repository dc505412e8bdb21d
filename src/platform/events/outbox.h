#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "db/session.h"
#include "events/event.h"

namespace events {

struct Published {
  EventId id;
  Time at;
};

// Stores an event in the caller's transaction, so it exists exactly when its change does.
Published publish(db::Transaction& tx, const NewEvent& event, Time now);

// Something that happened at another time than now.
struct Dated {
  NewEvent event;
  Time at;
};

// For imports: stores events as they come, oldest first. Faster than one by one, and says nothing of their ids. They
// are history, and not in the feed.
void publish_many(db::Transaction& tx, std::span<const Dated> events);

// All events of a story become hidden, or everybody's; those of its cards too, as far as their lists allow.
void set_hidden(db::Transaction& tx, std::int64_t story_id, bool hidden);
// The same for the events of a list or a board, as far as the stories of its cards allow.
void set_worklist_hidden(db::Transaction& tx, std::int64_t worklist_id, bool hidden);
void set_board_hidden(db::Transaction& tx, std::int64_t board_id, bool hidden);

// A deleted story's events go with it, and those of its cards.
void remove_of_story(db::Transaction& tx, std::int64_t story_id);

// How many events of these types (all if empty) everybody may see.
std::int64_t count_public(db::Session& session, std::span<const std::string> types);

// The table of the tallies: it follows from the events.
inline constexpr std::string_view tally_table = "event_tallies";

// Counts anew, after rows came in by an import.
void rebuild_tallies(db::Transaction& tx);

std::span<const db::Query> queries();
// And the one that each engine has in its own words.
std::vector<db::Query> publish_queries(db::Engine engine);

}  // namespace events
