#include "demo/load.h"

#include <algorithm>
#include <cmath>

#include "people/permissions.h"
#include "project/project_store.h"
#include "story/story_store.h"

namespace demo {
namespace {

constexpr std::size_t stories_at_once = 1'000;
constexpr std::int64_t a_day = 86'400'000'000;
constexpr double growth = 0.7;  // stories grow faster than time: at half of the time, 37 % are there

}  // namespace

Load::Load(const Community& community, const Options& options)
    : community_(community), options_(options), touched_(community.repositories.size()) {
  days_.resize(day_of(community.until) + 1);
}

std::size_t Load::day_of(Time at) const {
  return static_cast<std::size_t>((at.micros - community_.start.micros) / a_day);
}

// In whole seconds, never later than the one of the next story.
Time Load::opening_of(std::int64_t index) const {
  const auto share = (static_cast<double>(index) + Random(~options_.seed, static_cast<std::uint64_t>(index)).unit()) /
                     static_cast<double>(options_.stories);
  const auto span = static_cast<double>(community_.until.micros - community_.start.micros) / 1e6;
  return community_.start + Seconds{static_cast<std::int64_t>(span * std::pow(share, growth))};
}

void Load::some(db::Transaction& tx, Result& result) {
  ids_ = story::free_ids(tx);  // somebody else may have made stories meanwhile
  const auto first_day = next_day_;
  const auto stories = invent(stories_at_once);
  story::insert_stories(tx, stories);
  keep_readers(tx);
  write_happenings(tx, first_day, result);
  if (done()) touch_projects(tx);
  story::sync_ids(tx);
  for (const auto& one : stories) {
    if (!result.first_story && !one.story.is_private) result.first_story = one.story.id;
    result.tasks += static_cast<std::int64_t>(one.tasks.size());
  }
  result.stories += static_cast<std::int64_t>(stories.size());
  if (options_.progress) options_.progress(static_cast<std::int64_t>(stories.size()));
}

std::vector<story::WholeStory> Load::invent(std::size_t least) {
  std::vector<story::WholeStory> stories;
  while (!done() && stories.size() < least) {
    for (; next_story_ < options_.stories; ++next_story_) {
      const auto opened = opening_of(next_story_);
      if (day_of(opened) > next_day_) break;
      auto history = invent_history(community_, writing_, options_.seed, next_story_, opened, ids_);
      for (auto& one : history.happenings) days_[day_of(one.dated.at)].push_back(std::move(one));
      for (const auto& [repository, at] : history.touched) touched_[repository] = std::max(touched_[repository], at);
      const auto& story = history.whole.story;
      if (story.is_private) readers_.push_back({story.id, opened, history.readers, history.reading_teams});
      stories.push_back(std::move(history.whole));
    }
    ++next_day_;
  }
  return stories;
}

void Load::keep_readers(db::Transaction& tx) {
  for (const auto& one : readers_) {
    const auto permission = story::reading_permission(tx, one.story, one.since);
    people::set_permitted_users(tx, permission, one.users);
    people::set_permitted_teams(tx, permission, one.teams);
  }
  readers_.clear();
}

void Load::write_happenings(db::Transaction& tx, std::size_t first_day, Result& result) {
  std::vector<story::StoredComment> comments;
  std::vector<events::Dated> events;
  std::size_t count = 0;
  for (auto day = first_day; day < next_day_; ++day) count += days_[day].size();
  events.reserve(count);
  for (auto day = first_day; day < next_day_; ++day) {
    auto& happenings = days_[day];
    const auto sooner = [](const Happening& a, const Happening& b) { return a.dated.at < b.dated.at; };
    std::stable_sort(happenings.begin(), happenings.end(), sooner);
    for (auto& [dated, comment] : happenings) {
      if (comment) {
        story::StoredComment stored;
        stored.comment.id = CommentId{ids_.comment.value++};
        stored.comment.content = std::move(comment);
        stored.comment.created_at = dated.at;
        stored.story = StoryId{*dated.event.story_id};
        dated.event.comment_id = stored.comment.id.value;
        comments.push_back(std::move(stored));
      }
      events.push_back(std::move(dated));
    }
    std::vector<Happening>().swap(happenings);
  }
  story::insert_comments(tx, comments);
  events::publish_many(tx, events);
  result.comments += static_cast<std::int64_t>(comments.size());
  result.events += static_cast<std::int64_t>(events.size());
}

void Load::touch_projects(db::Transaction& tx) {
  for (std::size_t i = 0; i < touched_.size(); ++i) {
    if (touched_[i] > Time{}) project::touch_project(tx, community_.repositories[i].id, touched_[i]);
  }
}

}  // namespace demo
