#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "auth/actor.h"
#include "db/session.h"
#include "events/event.h"
#include "listing/list.h"

// Doors for what can be followed. Targets are numbers here: what they mean is their features' business.
namespace following {

enum class Kind { story, task, project, project_group, worklist };

constexpr auto names_of(Kind) {
  return std::to_array<std::string_view>({"story", "task", "project", "project_group", "worklist"});
}

struct Target {
  Kind kind;
  std::int64_t id = 0;
};

// Restricts a listing to what somebody follows. An absent subscriber or 0 is no condition.
void only_followed(listing::List& list, Kind kind, std::string_view id_column, std::optional<std::int64_t> subscriber);

std::vector<UserId> followers_of(db::Session& session, const Target& target);

// When the target is removed: nobody follows it any more, and what was told of a story goes with it.
void forget(db::Transaction& tx, const Target& target);

// When the target is removed, or the story leaves it, after the event that says so and before `forget`: those who
// follow it now will be told all the same of what happened to the story and was not told yet, from an event on.
void remember_followers(db::Transaction& tx, std::int64_t story, const Target& target, EventId from = {});

// What is no event of the timeline is told here and now, in the words of the v1 API. `info` is JSON.
struct News {
  std::string_view type;
  std::string info;
  UserId author;
};
void tell_followers_of(db::Transaction& tx, const Target& target, const News& news, Time now);

std::span<const db::Query> following_queries();

}  // namespace following
