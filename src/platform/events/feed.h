#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "db/database.h"
#include "events/event.h"

// What was published, in the order of ids, for those who react to it after the commit: each event exactly once to a
// follower that remembers the last id it was handed.
//
// On PostgreSQL a smaller id can be committed after a larger one. A transaction that publishes therefore holds a shared
// advisory lock, whose number is the largest id given out before its first event; nobody may read past the smallest of
// these numbers. Publishers never wait for each other, or for followers. Followers wait for a publisher as long as its
// transaction lasts: milliseconds for the server's own, which are the only ones that take the lock. What imports and
// restores bring in is not news (see schema/0003_feed.sql): it is not in the feed, and however long they take, they
// hold up nobody.
namespace events {

// A row as followers get it.
struct FeedEvent {
  EventId id = {};
  Time at = {};
  std::string type = {};
  std::optional<std::string> info = {};
  UserId author = {};  // none if nobody signed in did it
  std::optional<std::int64_t> story_id = {};
  std::optional<std::int64_t> worklist_id = {};
  std::optional<std::int64_t> board_id = {};
  std::optional<std::int64_t> comment_id = {};
  // As it is now: whether it is for everybody, and why not.
  bool hidden = false;
  bool subject_hidden = false;                     // the story, list or board that it happened to
  std::optional<std::int64_t> item_story_id = {};  // the story of the card that it is about
  bool item_hidden = false;
};

// The largest id ever given out, settled or not.
EventId newest_id(db::Session& session);

// Up to here no event can appear any more. Ask first, in a transaction of its own: only one that begins after it has
// answered is sure to see all of these events.
EventId settled(db::Reader& reader);
// The same from within a transaction that reads no events after it: where a follower begins who wants only what is to
// come.
EventId settled(db::Session& session);

// The first `most` events with an id in (after, upto].
std::vector<FeedEvent> feed(db::Session& session, EventId after, EventId upto, std::size_t most);

// Both: the first `most` settled events after an id.
std::vector<FeedEvent> feed_after(db::Reader& reader, EventId after, std::size_t most);

// The queries above that fit this engine.
std::vector<db::Query> feed_queries(db::Engine engine);

namespace detail {
// Where PostgreSQL's advisory locks of publishers begin; added to an id. "PL" in the uppermost bytes.
inline constexpr std::int64_t first_lock = 0x504C000000000000;
}  // namespace detail

}  // namespace events
