#include "timeline/assignee_names.h"

#include "base/error.h"
#include "json/node.h"
#include "json/write.h"
#include "people/user_store.h"

namespace timeline {
namespace {

std::string name_of(db::Session& session, const json::Node& info, std::string_view member) {
  const auto id = info.find(member);
  if (!id || !id->is(json::Node::Kind::integer)) return "unassigned";
  return people::full_name_of(session, UserId{id->integer()}).value_or("unassigned");
}

}  // namespace

void add_assignee_names(db::Session& session, story::TimelineEvent& event) {
  if (event.event_type != json::name_of(events::Type::task_assignee_changed) || !event.event_info) return;
  auto& text = *event.event_info;
  if (!text.ends_with('}') || text.size() < 3) return;
  try {
    const json::Document document(text);
    const auto info = document.root();
    if (!info.is(json::Node::Kind::object) || info.find("old_assignee_fullname")) return;
    const auto was = json::to_text(name_of(session, info, "old_assignee_id"));
    const auto is = json::to_text(name_of(session, info, "new_assignee_id"));
    text.pop_back();
    text += ", \"old_assignee_fullname\": " + was + ", \"new_assignee_fullname\": " + is + "}";
  } catch (const FormError&) {
    // An imported event may hold anything; what is no JSON is shown as it came.
  }
}

}  // namespace timeline
