#include "timeline/api.h"

#include "base/error.h"
#include "story/visibility.h"
#include "timeline/event_store.h"
#include "timeline/filter.h"

namespace timeline {
namespace {

using api::Read;

std::string known_types() {
  std::string out;
  for (const auto name : names_of(events::Type{})) out.append(out.empty() ? "" : ", ").append(name);
  return out;
}

void check_types(const std::vector<std::string>& types) {
  for (const auto& one : types) {
    if (json::from_name<events::Type>(one)) continue;
    throw invalid("Invalid event_type requested. Event type must be one of the following: " + known_types());
  }
}

listing::Page<TimelineEvent> get_events_of(const Read& call, const StoryEventFilter& filter) {
  check_types(filter.event_type);
  const auto story = call.address.id<StoryId>("story");
  story::require_visible(call.db, call.actor, story);
  return list_events(call.db, {.story = story, .types = filter.event_type}, filter, call.actor, call.bound);
}

listing::Page<TimelineEvent> get_events(const Read& call, const EventFilter& filter) {
  check_types(filter.event_type);
  listing::Paging paging;
  paging.sort_field = filter.sort_field;
  paging.sort_dir = filter.sort_dir;
  paging.limit = filter.limit;
  paging.offset = filter.offset;
  const Wanted wanted{filter.story_id, filter.worklist_id, filter.board_id, filter.event_type};
  return list_events(call.db, wanted, paging, call.actor, call.bound);
}

TimelineEvent get_event(const Read& call) {
  const auto id = call.address.id<EventId>("event");
  auto event = find_event(call.db, call.actor, id);
  if (!event) throw not_found("Event " + std::to_string(id.value) + " not found.");
  return *std::move(event);
}

}  // namespace

std::vector<api::Route> routes() {
  return {
      api::get("/events", "list_events", "Everything that happened, as far as you may see it.", get_events),
      api::get("/events/{event}", "read_event", "One event.", get_event),
      api::get("/stories/{story}/events", "list_events_of_story", "What happened to a story.", get_events_of),
      api::get("/stories/{story}/events/{event}", "read_event_of_story", "One event; the story's number is ignored.",
               get_event),
  };
}

}  // namespace timeline
