#include "story/event_info.h"

#include "json/write.h"

namespace story {
namespace {

// One JSON object, member by member.
class Info {
 public:
  template <class T>
  Info& add(std::string_view name, const T& value) {
    return add_json(name, json::to_text(value));
  }
  Info& add_json(std::string_view name, const std::string& value) {
    text_ += text_.empty() ? "{" : ", ";
    json::append_text(text_, name);
    text_.append(": ").append(value);
    return *this;
  }
  std::string done() { return text_ + "}"; }

 private:
  std::string text_;
};

Info task_info(const Task& task) {
  Info info;
  info.add("story_id", task.story_id).add("task_id", task.id).add("task_title", task.title);
  return info;
}

events::NewEvent event_of_task(events::Type type, const auth::Actor& actor, const Task& task, bool hidden,
                               std::string info) {
  return {.type = type, .author = actor.id, .info = std::move(info), .story_id = task.story_id.value, .hidden = hidden};
}

}  // namespace

events::NewEvent story_event(events::Type type, const auth::Actor& actor, const Story& story) {
  return {.type = type,
          .author = actor.id,
          .info = Info().add("story_id", story.id).add("story_title", story.title).done(),
          .story_id = story.id.value,
          .hidden = story.is_private};
}

events::NewEvent tags_event(events::Type type, const auth::Actor& actor, const Story& story,
                            const std::vector<std::string>& tags) {
  auto event = story_event(type, actor, story);
  event.info = Info()
                   .add("story_id", story.id)
                   .add("author_id", actor.guest() ? std::nullopt : std::optional(actor.id))
                   .add("story_title", story.title)
                   .add("tags", tags)
                   .done();
  return event;
}

events::NewEvent comment_event(const auth::Actor& actor, const Story& story, std::int64_t comment) {
  return {.type = events::Type::user_comment,
          .author = actor.id,
          .story_id = story.id.value,
          .comment_id = comment,
          .hidden = story.is_private};
}

events::NewEvent task_event(events::Type type, const auth::Actor& actor, const Task& task, bool hidden) {
  return event_of_task(type, actor, task, hidden, task_info(task).done());
}

events::NewEvent task_changed(events::Type type, const auth::Actor& actor, const Task& task, bool hidden,
                              std::string_view what, const std::string& old_json, const std::string& new_json) {
  auto info = task_info(task);
  info.add_json("old_" + std::string(what), old_json).add_json("new_" + std::string(what), new_json);
  return event_of_task(type, actor, task, hidden, info.done());
}

}  // namespace story
