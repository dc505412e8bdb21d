#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "auth/actor.h"
#include "events/event.h"
#include "json/fields.h"

namespace stream {

// What a listener asks for. An event fits if it is of one of the types, if any are named, and belongs to one of the
// things, if any are named.
struct Wanted {
  std::vector<std::string> event_type = {};
  std::vector<std::int64_t> story_id = {};
  std::vector<std::int64_t> project_id = {};
  std::vector<std::int64_t> project_group_id = {};
  std::vector<std::int64_t> worklist_id = {};
  std::vector<std::int64_t> board_id = {};
  bool subscribed = false;
  std::optional<std::string> last_event_id = {};

  static constexpr auto fields() {
    using json::field;
    using W = Wanted;
    return std::tuple{
        field("event_type", &W::event_type, "Events of this type; may be repeated, as all of these."),
        field("story_id", &W::story_id, "Events of this story, and of whatever else is named."),
        field("project_id", &W::project_id, "Events of stories that have a task in this project."),
        field("project_group_id", &W::project_group_id,
              "Events of stories that have a task in a project of this group."),
        field("worklist_id", &W::worklist_id, "Events of this worklist."),
        field("board_id", &W::board_id, "Events of this board and its lanes."),
        field("subscribed", &W::subscribed, "Events of whatever you are subscribed to."),
        field("last_event_id", &W::last_event_id, "For clients that cannot send the header Last-Event-ID, which wins."),
    };
  }
};

// What filters and privacy need to know of an event.
struct Facts {
  EventId id = {};
  std::string type = {};
  std::optional<std::int64_t> story_id = {};
  std::optional<std::int64_t> worklist_id = {};
  std::optional<std::int64_t> board_id = {};
  std::vector<std::int64_t> projects = {};  // that its story has tasks in
  std::vector<std::int64_t> groups = {};    // that these projects are in
  std::vector<UserId> followers = {};  // in their order: of the story, its tasks, these projects and groups, the list
  bool hidden = false;
  std::vector<UserId> readers = {};  // in their order; of a hidden one
};

class Filter {
 public:
  // Refuses a type that there is not: Error(invalid).
  explicit Filter(const Wanted& wanted);

  bool fits(const Facts& event, UserId reader) const;

 private:
  bool is_subject(const Facts& event, UserId reader) const;

  Wanted wanted_;
  bool any_subject_ = false;
};

// No filter at all takes no memory: 5,000 listeners share that.
std::unique_ptr<const Filter> filter_for(const Wanted& wanted);

bool may_see(const Facts& event, UserId reader);

}  // namespace stream
