#include "story/stories.h"

#include "base/error.h"
#include "events/outbox.h"
#include "following/following.h"
#include "story/event_info.h"
#include "story/story_index.h"
#include "story/story_store.h"
#include "story/tag_store.h"
#include "story/tags.h"
#include "story/task_store.h"
#include "story/visibility.h"

namespace story {
namespace {

using events::Type;

std::string number(std::int64_t value) { return std::to_string(value); }

// Vulnerabilities are made by importing them, not by hand.
bool is_vulnerability(StoryTypeId type) { return type.value == 3 || type.value == 4; }

StoryType type_or_not_found(db::Session& session, StoryTypeId id) {
  const auto type = find_story_type(session, id);
  if (!type) throw not_found("Story type " + number(id.value) + " not found.");
  return *type;
}

void check_type_of_new(db::Session& session, StoryTypeId id) {
  if (is_vulnerability(id)) throw invalid("Now you can't add story with type " + number(id.value) + ".");
  if (!type_or_not_found(session, id).visible) throw invalid("Story type " + number(id.value) + " is not visible.");
}

void check_type_change(db::Session& session, const Story& story, StoryTypeId wanted) {
  const auto type = type_or_not_found(session, wanted);
  if (story.story_type_id == wanted) return;
  const bool allowed = may_mutate(session, story.story_type_id.value_or(StoryTypeId{}), wanted) &&
                       (!type.restricted || all_branches_restricted(session, story.id));
  if (!allowed) throw invalid("Can't change story type.");
}

template <class Named>
auto ids_of(const std::vector<Named>& named) {
  std::vector<decltype(Named::id)> ids;
  for (const auto& one : named) ids.push_back(one.id);
  return ids;
}

// Only an explicit empty list of users, beside teams, leaves the creator out.
void set_first_readers(db::Transaction& tx, const auth::Actor& actor, StoryId id, const NewStory& story, Time now) {
  auto users = ids_of(story.users.value_or(std::vector<people::UserRef>{}));
  const auto teams = ids_of(story.teams.value_or(std::vector<TeamRef>{}));
  if (users.empty() && (teams.empty() || !story.users)) users.push_back(actor.id);
  const auto permission = reading_permission(tx, id, now);
  people::set_permitted_users(tx, permission, users);
  people::set_permitted_teams(tx, permission, teams);
}

// A private story keeps at least one reader. One that goes private without saying for whom is for whoever made it so,
// beside those who saw it when it was private before.
void change_readers(db::Transaction& tx, const auth::Actor& actor, const Story& before, const StoryChange& change,
                    Time now) {
  const auto permission = reading_permission(tx, before.id, now);
  if (change.users) people::set_permitted_users(tx, permission, ids_of(*change.users));
  if (change.teams) people::set_permitted_teams(tx, permission, ids_of(*change.teams));
  auto users = ids_of(people::permitted_users(tx, permission));
  const bool nobody = users.empty() && people::permitted_teams(tx, permission).empty();
  if (before.is_private && nobody) throw invalid("Can't make a private story have no users or teams");
  const bool unsaid = !before.is_private && !change.users && !change.teams;
  if (!nobody && !unsaid) return;
  users.push_back(actor.id);
  people::set_permitted_users(tx, permission, users);
}

void add_first_tags(db::Transaction& tx, const auth::Actor& actor, const Story& story,
                    const std::vector<std::string>& tags, Time now) {
  if (tags.empty()) return;
  reindexing(tx, story.id, [&] {
    for (const auto& name : tags) {
      check_tag_name(name);
      attach_tag(tx, story.id, find_or_make_tag(tx, name, now));
    }
  });
  events::publish(tx, tags_event(Type::tags_added, actor, story, tags), now);
}

}  // namespace

Story open_story(db::Transaction& tx, const auth::Actor& actor, const NewStory& wanted, Time now) {
  if (wanted.creator_id && *wanted.creator_id != actor.id) throw invalid("You can't select author of story.");
  check_type_of_new(tx, wanted.story_type_id);
  Story story;
  story.title = wanted.title;
  story.description = wanted.description;
  story.is_bug = wanted.is_bug;
  story.creator_id = actor.id;
  story.story_type_id = wanted.story_type_id;
  story.is_private = wanted.is_private;
  story.created_at = now;
  story.updated_at = now;
  story.id = insert_story(tx, story);
  index_new_story(tx, story.is_private);
  if (story.is_private) set_first_readers(tx, actor, story.id, wanted, now);
  events::publish(tx, story_event(Type::story_created, actor, story), now);
  add_first_tags(tx, actor, story, wanted.tags, now);
  return story;
}

Story change_story(db::Transaction& tx, const auth::Actor& actor, StoryId id, const StoryChange& change, Time now) {
  if (change.story_type_id && is_vulnerability(*change.story_type_id)) {
    throw invalid("Now you can't change story type to " + number(change.story_type_id->value) + ".");
  }
  const auto before = read_story(tx, actor, id);
  if (change.creator_id && change.creator_id != before.creator_id) throw invalid("You can't change author of story.");
  if (change.story_type_id) check_type_change(tx, before, *change.story_type_id);

  auto story = before;
  if (change.title) story.title = change.title;
  if (change.description) story.description = *change.description;
  if (change.is_bug) story.is_bug = change.is_bug;
  if (change.story_type_id) story.story_type_id = change.story_type_id;
  story.is_private = change.is_private.value_or(before.is_private);
  story.updated_at = now;
  if (story.is_private) change_readers(tx, actor, before, change, now);
  if (story.is_private == before.is_private) {
    update_story(tx, story);
  } else {
    reindexing(tx, id, [&] { update_story(tx, story); });
    events::set_hidden(tx, id.value, story.is_private);
  }
  touch_projects_of(tx, id, now);
  events::publish(tx, story_event(Type::story_details_changed, actor, story), now);
  // Somebody may have taken himself off the list: his own change is still answered.
  return find_story(tx, actor, id).value_or(story);
}

void remove_story(db::Transaction& tx, const auth::Actor& actor, StoryId id) {
  if (!can_see(tx, actor, id)) return;
  detail::leave_index(tx, id);
  events::remove_of_story(tx, id.value);
  for (const auto task : tasks_of(tx, id)) following::forget(tx, {following::Kind::task, task.value});
  delete_story_rows(tx, id);
  following::forget(tx, {following::Kind::story, id.value});
}

Story read_story(db::Session& session, const auth::Actor& reader, StoryId id) {
  auto story = find_story(session, reader, id);
  if (!story) throw story_not_found(id);
  return *std::move(story);
}

}  // namespace story
