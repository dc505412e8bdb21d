#include "stream/news.h"

#include <algorithm>

namespace stream {
namespace {

// What an event takes in memory, about.
std::size_t size_of(const Told& told) {
  return told.text.size() + sizeof(Told) + 8 * (told.facts.readers.size() + told.facts.projects.size());
}

}  // namespace

void News::begin(EventId at) {
  items_.clear();
  bytes_ = 0;
  after_ = upto_ = at;
}

void News::add(std::vector<Told> told, EventId upto, Clock::time_point now) {
  for (auto& one : told) {
    bytes_ += size_of(one);
    items_.push_back({std::move(one), now});
  }
  upto_ = upto;
  while (items_.size() > limits_.events || bytes_ > limits_.bytes) forget_first();
}

void News::forget_first() {
  bytes_ -= size_of(items_.front().told);
  after_ = items_.front().told.facts.id;
  items_.pop_front();
}

std::deque<News::Item>::const_iterator News::first_after(EventId at) const {
  return std::upper_bound(items_.begin(), items_.end(), at,
                          [](EventId id, const Item& item) { return id < item.told.facts.id; });
}

}  // namespace stream
