#pragma once

#include <string>
#include <vector>

#include "auth/actor.h"
#include "events/event.h"
#include "story/story.h"
#include "story/task.h"

// The events of stories and tasks, with the event_info that clients expect of each type.
namespace story {

events::NewEvent story_event(events::Type type, const auth::Actor& actor, const Story& story);
events::NewEvent tags_event(events::Type type, const auth::Actor& actor, const Story& story,
                            const std::vector<std::string>& tags);
events::NewEvent comment_event(const auth::Actor& actor, const Story& story, std::int64_t comment);

// `task` as it was before the change: the title told is the old one.
events::NewEvent task_event(events::Type type, const auth::Actor& actor, const Task& task, bool hidden);
events::NewEvent task_changed(events::Type type, const auth::Actor& actor, const Task& task, bool hidden,
                              std::string_view what, const std::string& old_json, const std::string& new_json);

}  // namespace story
