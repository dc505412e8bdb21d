#include "stream/filter.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace stream {
namespace {

const Facts comment{.id = {5},
                    .type = "user_comment",
                    .story_id = 3,
                    .worklist_id = {},
                    .board_id = {},
                    .projects = {10, 11},
                    .groups = {20},
                    .followers = {{7}, {9}}};

bool fits(const Wanted& wanted, UserId reader = {}) {
  const auto filter = filter_for(wanted);
  return !filter || filter->fits(comment, reader);
}

TEST(Filter, TakesAllIfNothingIsNamed) {
  EXPECT_TRUE(fits({}));
  EXPECT_EQ(filter_for({}), nullptr);
}

TEST(Filter, TakesAnyOfTheNamedTypes) {
  EXPECT_TRUE(fits({.event_type = {"story_created", "user_comment"}}));
  EXPECT_FALSE(fits({.event_type = {"story_created"}}));
}

TEST(Filter, TakesWhatBelongsToAnyOfTheNamedThings) {
  EXPECT_TRUE(fits({.story_id = {3}}));
  EXPECT_FALSE(fits({.story_id = {4}}));
  EXPECT_TRUE(fits({.story_id = {4}, .project_id = {11}}));
  EXPECT_TRUE(fits({.project_group_id = {20}}));
  EXPECT_FALSE(fits({.project_id = {20}, .project_group_id = {10}, .worklist_id = {3}, .board_id = {3}}));
}

TEST(Filter, WantsTheTypeAndTheThing) {
  EXPECT_FALSE(fits({.event_type = {"story_created"}, .story_id = {3}}));
  EXPECT_TRUE(fits({.event_type = {"user_comment"}, .story_id = {3}}));
}

TEST(Filter, RefusesATypeThatThereIsNot) { EXPECT_THROW(filter_for({.event_type = {"story_exploded"}}), Error); }

TEST(Privacy, HiddenEventsAreForTheirReaders) {
  auto event = comment;
  EXPECT_TRUE(may_see(event, UserId{}));
  event.hidden = true;
  event.readers = {UserId{2}, UserId{7}};
  EXPECT_TRUE(may_see(event, UserId{7}));
  EXPECT_FALSE(may_see(event, UserId{3}));
  EXPECT_FALSE(may_see(event, UserId{}));
}

TEST(Filter, TakesWhatTheReaderFollows) {
  EXPECT_TRUE(fits({.subscribed = true}, {9}));
  EXPECT_FALSE(fits({.subscribed = true}, {8}));
  EXPECT_FALSE(fits({.subscribed = true}));
  EXPECT_TRUE(fits({.story_id = {3}, .subscribed = true}, {8}));
}

}  // namespace
}  // namespace stream
