#pragma once

#include <vector>

#include "demo/community.h"
#include "demo/history.h"

namespace demo {

struct Readers {
  StoryId story;
  Time since;
  std::vector<UserId> users;
  std::vector<TeamId> teams;
};

// Stories of some days, and what happened in these days to them and to earlier ones, in the order it happened.
struct Batch {
  std::vector<story::WholeStory> stories;
  std::vector<Readers> readers;  // of the private ones
  std::vector<story::StoredComment> comments;
  std::vector<events::Dated> events;
};

// Invents all stories of a community, day by day. Asks no database, so it may run beside one that is being written.
class Invention {
 public:
  Invention(const Community& community, const Options& options);

  // What comes next takes its ids from here on.
  void number_from(const story::FreeIds& ids) { ids_ = ids; }
  // About a thousand stories; the last batch has what happened until the present.
  Batch next();
  bool done() const { return next_day_ >= days_.size(); }
  // When a task of each repository last changed. Once done.
  const std::vector<Time>& touched() const { return touched_; }

 private:
  Time opening_of(std::int64_t index) const;
  std::size_t day_of(Time at) const;
  void open_stories_of(std::size_t day, Batch& batch);
  void tell_of(std::size_t day, Batch& batch);

  const Community& community_;
  const Options& options_;
  Writing writing_;
  std::vector<std::vector<Happening>> days_;  // what is still to be told
  std::size_t next_day_ = 0;
  std::int64_t next_story_ = 0;
  std::vector<Time> touched_;
  story::FreeIds ids_;
};

}  // namespace demo
