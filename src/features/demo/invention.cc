#include "demo/invention.h"

#include <algorithm>
#include <cmath>

namespace demo {
namespace {

constexpr std::size_t stories_at_once = 1'000;
constexpr std::int64_t a_day = 86'400'000'000;
constexpr double growth = 0.7;  // stories grow faster than time: at half of the time, 37 % are there

}  // namespace

Invention::Invention(const Community& community, const Options& options)
    : community_(community), options_(options), touched_(community.repositories.size()) {
  days_.resize(day_of(community.until) + 1);
}

std::size_t Invention::day_of(Time at) const {
  return static_cast<std::size_t>((at.micros - community_.start.micros) / a_day);
}

// In whole seconds, never later than the one of the next story.
Time Invention::opening_of(std::int64_t index) const {
  const auto share = (static_cast<double>(index) + Random(~options_.seed, static_cast<std::uint64_t>(index)).unit()) /
                     static_cast<double>(options_.stories);
  const auto span = static_cast<double>(community_.until.micros - community_.start.micros) / 1e6;
  return community_.start + Seconds{static_cast<std::int64_t>(span * std::pow(share, growth))};
}

Batch Invention::next() {
  Batch batch;
  for (; !done() && batch.stories.size() < stories_at_once; ++next_day_) {
    open_stories_of(next_day_, batch);
    tell_of(next_day_, batch);
  }
  return batch;
}

void Invention::open_stories_of(std::size_t day, Batch& batch) {
  for (; next_story_ < options_.stories; ++next_story_) {
    const auto opened = opening_of(next_story_);
    if (day_of(opened) > day) return;
    auto history = invent_history(community_, writing_, options_.seed, next_story_, opened, ids_);
    for (auto& one : history.happenings) days_[day_of(one.dated.at)].push_back(std::move(one));
    for (const auto& [repository, at] : history.touched) touched_[repository] = std::max(touched_[repository], at);
    const auto& story = history.whole.story;
    if (story.is_private) batch.readers.push_back({story.id, opened, history.readers, history.reading_teams});
    batch.stories.push_back(std::move(history.whole));
  }
}

void Invention::tell_of(std::size_t day, Batch& batch) {
  auto happenings = std::move(days_[day]);
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
      batch.comments.push_back(std::move(stored));
    }
    batch.events.push_back(std::move(dated));
  }
}

}  // namespace demo
