#include "worklist/event_info.h"

#include "worklist/json_object.h"

namespace worklist {
namespace {

events::NewEvent event_of(events::Type type, const About& about, std::string info) {
  return {.type = type,
          .author = about.author,
          .info = std::move(info),
          .worklist_id = about.list.value,
          .hidden = about.hidden};
}

JsonObject info_of(const About& about) {
  JsonObject info;
  info.add("worklist_id", about.list).add("author_id", about.author);
  return info;
}

}  // namespace

events::NewEvent created_event(const About& about, const std::optional<std::string>& title) {
  return event_of(events::Type::worklist_created, about, info_of(about).add("worklist_title", title).done());
}

events::NewEvent details_event(const About& about, std::string_view field, const std::string& old_json,
                               const std::string& new_json) {
  auto info = info_of(about);
  info.add("field", field).add_json("old_value", old_json).add_json("new_value", new_json);
  return event_of(events::Type::worklist_details_changed, about, info.done());
}

}  // namespace worklist
