#pragma once

#include <deque>
#include <vector>

#include "db/session.h"
#include "demo/community.h"
#include "demo/history.h"

namespace demo {

// Writes the community's stories day by day, so that comments and events are numbered in the order in which they
// happened, however long a story lives.
class Load {
 public:
  Load(const Community& community, const Options& options);

  // The next few thousand stories, with all that happened until the last of them was opened. Call until `done`.
  void some(db::Transaction& tx, Result& result);
  bool done() const { return next_day_ >= days_.size(); }

 private:
  Time opening_of(std::int64_t index) const;
  std::size_t day_of(Time at) const;
  // Stories of the coming days, at least so many if there are.
  std::vector<story::WholeStory> invent(std::size_t least);
  void keep_readers(db::Transaction& tx);
  void write_happenings(db::Transaction& tx, std::size_t first_day, Result& result);
  void touch_projects(db::Transaction& tx);

  const Community& community_;
  const Options& options_;
  Writing writing_;
  std::vector<std::vector<Happening>> days_;  // what is still to be written
  std::size_t next_day_ = 0;
  std::int64_t next_story_ = 0;
  std::vector<Time> touched_;  // by repository
  struct Readers {
    StoryId story;
    Time since;
    std::vector<UserId> users;
    std::vector<TeamId> teams;
  };
  std::vector<Readers> readers_;  // still to be written
  story::FreeIds ids_;
};

}  // namespace demo
