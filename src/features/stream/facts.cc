#include "stream/facts.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "board/guards.h"
#include "events/feed.h"
#include "following/following.h"
#include "json/write.h"
#include "project/group_store.h"
#include "story/task_store.h"
#include "story/visibility.h"
#include "timeline/event_store.h"
#include "worklist/guards.h"

namespace stream {
namespace {

// The groups of each project, asked for once in a batch.
using Groups = std::map<std::int64_t, std::vector<std::int64_t>>;

const std::vector<std::int64_t>& groups_of(db::Session& session, std::int64_t project, Groups& known) {
  const auto found = known.find(project);
  if (found != known.end()) return found->second;
  std::vector<std::int64_t> groups;
  for (const auto id : project::groups_of(session, ProjectId{project})) groups.push_back(id.value);
  return known.emplace(project, std::move(groups)).first->second;
}

void add_projects(db::Session& session, Facts& facts, Groups& known) {
  if (!facts.story_id) return;
  for (const auto id : story::projects_of(session, StoryId{*facts.story_id})) {
    facts.projects.push_back(id.value);
    const auto& groups = groups_of(session, id.value, known);
    facts.groups.insert(facts.groups.end(), groups.begin(), groups.end());
  }
}

std::vector<UserId> readers_of_subject(db::Session& session, const events::FeedEvent& event) {
  if (event.story_id) return story::readers_of(session, StoryId{*event.story_id});
  if (event.worklist_id) return worklist::readers_of(session, WorklistId{*event.worklist_id});
  if (event.board_id) return board::readers_of(session, BoardId{*event.board_id});
  return {};
}

// Who sees the list sees what happens to a card only if he sees its story, too.
std::vector<UserId> readers_of(db::Session& session, const events::FeedEvent& event) {
  if (!event.item_hidden) return readers_of_subject(session, event);
  const auto of_item =
      event.item_story_id ? story::readers_of(session, StoryId{*event.item_story_id}) : std::vector<UserId>();
  if (!event.subject_hidden) return of_item;
  const auto of_subject = readers_of_subject(session, event);
  std::vector<UserId> both;
  std::set_intersection(of_subject.begin(), of_subject.end(), of_item.begin(), of_item.end(), std::back_inserter(both));
  return both;
}

void add_followers(db::Session& session, Facts& facts) {
  using following::Kind;
  const auto add = [&](Kind kind, std::int64_t id) {
    const auto some = following::followers_of(session, {kind, id});
    facts.followers.insert(facts.followers.end(), some.begin(), some.end());
  };
  if (facts.worklist_id) add(Kind::worklist, *facts.worklist_id);
  if (facts.story_id) {
    add(Kind::story, *facts.story_id);
    for (const auto task : story::tasks_of(session, StoryId{*facts.story_id})) add(Kind::task, task.value);
  }
  for (const auto project : facts.projects) add(Kind::project, project);
  for (const auto group : facts.groups) add(Kind::project_group, group);
  std::sort(facts.followers.begin(), facts.followers.end());
}

// A lane belongs to its board.
std::optional<std::int64_t> board_of(db::Session& session, const events::FeedEvent& event) {
  if (event.board_id || !event.worklist_id) return event.board_id;
  return worklist::board_of(session, WorklistId{*event.worklist_id});
}

Facts facts_of(db::Session& session, const events::FeedEvent& event, Groups& known) {
  Facts facts;
  facts.id = event.id;
  facts.type = event.type;
  facts.story_id = event.story_id;
  facts.worklist_id = event.worklist_id;
  facts.board_id = board_of(session, event);
  facts.hidden = event.hidden;
  add_projects(session, facts, known);
  add_followers(session, facts);
  if (event.hidden) facts.readers = readers_of(session, event);
  return facts;
}

// JSON has no line breaks, so one data line holds it.
std::string written(const timeline::TimelineEvent& event) {
  std::string out = "id: " + std::to_string(event.id.value) + "\nevent: " + event.event_type + "\ndata: ";
  json::write(out, event);
  return out += "\n\n";
}

}  // namespace

EventId tell(db::Session& session, EventId after, EventId upto, std::size_t most, const Hear& hear) {
  Groups known;
  const auto events = events::feed(session, after, upto, most);
  for (const auto& event : events) {
    const auto shown = timeline::find_for_anybody(session, event.id);
    if (shown && !hear({facts_of(session, event, known), written(*shown)})) return event.id;
  }
  return events.size() < most ? upto : events.back().id;
}

}  // namespace stream
