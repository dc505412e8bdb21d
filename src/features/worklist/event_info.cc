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

// One of the three is said, the others are null.
struct Three {
  std::string added = "null", removed = "null", updated = "null";
};

std::string info_of(const About& about, const Three& what) {
  auto info = info_of(about);
  return info.add_json("added", what.added).add_json("removed", what.removed).add_json("updated", what.updated).done();
}

std::string old_and_new(const std::string& was, const std::string& is) {
  return JsonObject().add_json("old", was).add_json("new", is).done();
}

events::NewEvent item_event(const About& about, const Card& card, const Three& what) {
  auto event = event_of(events::Type::worklist_contents_changed, about, info_of(about, what));
  event.item_story_id = card.story_id.value;
  event.item_hidden = card.story_is_private;
  return event;
}

JsonObject subject_of(const Card& card) {
  JsonObject item;
  item.add("item_id", card.item_id).add("item_title", card.title).add("item_type", card.item_type);
  return item;
}

std::string item_json(const Placed& item) {
  const auto& card = item.card;
  JsonObject out;
  out.add("worklist_id", card.list_id).add("item_id", card.item_id).add("item_title", card.title);
  return out.add("item_type", card.item_type).add("position", item.position).done();
}

std::string changed_item_json(const Placed& was, const Placed& is) {
  const auto& old = was.card;
  JsonObject before;
  before.add("worklist_id", old.list_id).add("item_id", old.item_id).add("item_title", old.title);
  before.add("item_type", old.item_type).add("position", was.position).add("due_date_id", old.display_due_date);
  auto after = subject_of(is.card);
  if (is.position != was.position) after.add("position", is.position);
  if (is.card.list_id != old.list_id) after.add("worklist_id", is.card.list_id);
  if (is.card.display_due_date != old.display_due_date) after.add("due_date_id", is.card.display_due_date);
  return old_and_new(before.done(), after.done());
}

template <class Some, class Write>
std::string array_of(const std::vector<Some>& some, Write write) {
  std::string out = "[";
  for (const auto& one : some) out.append(out.size() > 1 ? ", " : "").append(write(one));
  return out + "]";
}

std::string criterion_json(const FilterCriterion& one) {
  JsonObject out;
  out.add("title", one.title).add("negative", one.negative).add("value", one.value).add("field", one.field);
  return out.done();
}

std::string filter_json(const WorklistFilter& filter) {
  JsonObject out;
  out.add("id", filter.id).add("type", filter.type);
  out.add_json("criteria", array_of(filter.filter_criteria, criterion_json));
  if (filter.query.value) out.add("query", *filter.query.value);
  return out.done();
}

events::NewEvent filter_event(const About& about, const Three& what) {
  return event_of(events::Type::worklist_filters_changed, about, info_of(about, what));
}

std::string users_json(const std::vector<NamedUser>& users) {
  return array_of(users,
                  [](const NamedUser& one) { return JsonObject().add(std::to_string(one.id.value), one.name).done(); });
}

JsonObject permission_info(const About& about, const PermissionChanged& permission) {
  JsonObject info;
  info.add("worklist_id", about.list).add("permission_id", permission.id);
  info.add("author_id", about.author).add("codename", permission.codename);
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

events::NewEvent item_added_event(const About& about, const Placed& item) {
  return item_event(about, item.card, {.added = item_json(item)});
}

events::NewEvent item_removed_event(const About& about, const Placed& item) {
  return item_event(about, item.card, {.removed = item_json(item)});
}

events::NewEvent item_changed_event(const About& about, const Placed& was, const Placed& is) {
  return item_event(about, is.card, {.updated = changed_item_json(was, is)});
}

events::NewEvent filter_added_event(const About& about, const WorklistFilter& filter) {
  return filter_event(about, {.added = filter_json(filter)});
}

events::NewEvent filter_removed_event(const About& about, const WorklistFilter& filter) {
  return filter_event(about, {.removed = filter_json(filter)});
}

events::NewEvent filter_changed_event(const About& about, const WorklistFilter& was, const WorklistFilter& is) {
  return filter_event(about, {.updated = old_and_new(filter_json(was), filter_json(is))});
}

events::NewEvent permission_created_event(const About& about, const PermissionChanged& permission,
                                          const std::vector<NamedUser>& users) {
  auto info = permission_info(about, permission);
  return event_of(events::Type::worklist_permission_created, about, info.add_json("users", users_json(users)).done());
}

events::NewEvent permissions_changed_event(const About& about, const PermissionChanged& permission,
                                           const std::vector<NamedUser>& added, const std::vector<NamedUser>& removed) {
  auto info = permission_info(about, permission);
  info.add_json("added", users_json(added)).add_json("removed", users_json(removed));
  return event_of(events::Type::worklist_permissions_changed, about, info.done());
}

}  // namespace worklist
