#pragma once

#include <optional>
#include <string>
#include <vector>

#include "demo/community.h"
#include "demo/random.h"
#include "demo/writing.h"
#include "events/outbox.h"
#include "story/bulk.h"

namespace demo {

struct Happening {
  events::Dated dated;
  std::optional<std::string> comment = {};  // what was written
};

// A story as it is in the community's present, and all that happened to it until then.
struct History {
  story::WholeStory whole;
  std::vector<UserId> readers;  // of a private one
  std::vector<TeamId> reading_teams;
  std::vector<Happening> happenings;
  std::vector<std::pair<std::size_t, Time>> touched;  // repositories, and when one of its tasks last changed
};

// Invents the story number `index`, opened at that time. Takes its ids from `next`.
History invent_history(const Community& community, const Writing& writing, std::uint64_t seed, std::int64_t index,
                       Time opened, story::FreeIds& next);

}  // namespace demo
