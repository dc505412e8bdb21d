#include "stream/api.h"

#include "base/error.h"
#include "base/text.h"
#include "events/feed.h"
#include "json/write.h"
#include "stream/stream.h"

namespace stream {
namespace {

// A browser waits so long before it connects again.
constexpr std::string_view retry = "retry: 2000\n";

// The header wins: a browser sends it when it connects again, to the address of the first time.
std::string last_seen(const api::Watch& call, const Wanted& wanted) {
  if (!call.last_event_id.empty()) return std::string(call.last_event_id);
  return wanted.last_event_id.value_or("");
}

// Somebody who knows events that this database never had: it was restored from an older backup, or is another one.
std::string resync(const std::string& last, EventId at) {
  return "event: resync\nid: " + std::to_string(at.value) + "\ndata: {\"last_event_id\": " + json::to_text(last) +
         ", \"message\": \"There is no such event. Read again what you show; events follow from here.\"}\n\n";
}

api::Events open_stream(Hub& hub, const api::Watch& call, const Wanted& wanted) {
  if (wanted.subscribed && call.actor.guest()) throw invalid("Sign in to hear of what you are subscribed to.");
  auto filter = filter_for(wanted);
  const auto last = last_seen(call, wanted);
  const auto number = parse_integer(last);
  if (!last.empty() && (!number || *number < 0)) throw invalid("Last-Event-ID is the id of an event, a number.");
  const bool unknown = number && EventId{*number} > events::newest_id(call.db);
  const auto at = number && !unknown ? EventId{*number} : events::settled(call.db);
  auto stream = std::make_shared<Stream>(hub, call, std::move(filter), at);
  auto first = std::string(retry) + "id: " + std::to_string(at.value) + "\n\n";
  if (unknown) first += resync(last, at);
  return {std::move(first), [stream = std::move(stream)](std::string& out) { return stream->next(out); }};
}

}  // namespace

std::vector<api::Route> routes(Hub* hub) {
  return {api::watch("/stream", "watch_events", "What happens, as it happens, as far as you may see it.",
                     [hub](const api::Watch& call, const Wanted& wanted) { return open_stream(*hub, call, wanted); })};
}

}  // namespace stream
