#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "db/session.h"
#include "listing/list.h"
#include "story/timeline_event.h"

// Events with who may see them. Comments are nested; the info of a change of assignee tells the names.
namespace timeline {

using story::TimelineEvent;

// What to list; the reader is never shown more than he may see.
struct Wanted {
  std::optional<StoryId> story = {};
  std::optional<std::int64_t> worklist = {};
  std::optional<std::int64_t> board = {};
  std::vector<std::string> types = {};
};

listing::Page<TimelineEvent> list_events(db::Session& session, const Wanted& wanted, const listing::Paging& paging,
                                         const auth::Actor& reader, listing::Bound bound);

std::optional<TimelineEvent> find_event(db::Session& session, const auth::Actor& reader, EventId id);

// Whoever may see it: for the stream, which writes an event down once, and decides that for each listener.
std::optional<TimelineEvent> find_for_anybody(db::Session& session, EventId id);

std::span<const db::Query> queries();

}  // namespace timeline
