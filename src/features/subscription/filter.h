#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "auth/actor.h"
#include "json/fields.h"
#include "listing/paging.h"

namespace subscription {

struct NewSubscription {
  static constexpr std::string_view type_name = "NewSubscription";
  static constexpr std::string_view argument = "subscription";
  static constexpr std::array<std::string_view, 3> ignored = {"id", "created_at", "updated_at"};

  std::string target_type;
  std::int64_t target_id = 0;
  std::optional<UserId> user_id = {};

  static constexpr auto fields() {
    using json::field;
    using N = NewSubscription;
    return std::tuple{
        field("target_type", &N::target_type, "story, task, project, project_group or worklist.", {.required = true}),
        field("target_id", &N::target_id, "Its number.", {.required = true}),
        field("user_id", &N::user_id, "Nobody but yourself; superusers may name anybody."),
    };
  }
};

struct SubscriptionFilter : listing::Marked {
  std::vector<std::string> target_type = {};
  std::optional<std::int64_t> target_id = {};
  std::optional<UserId> user_id = {};

  static constexpr auto fields() {
    using json::field;
    using F = SubscriptionFilter;
    return std::tuple_cat(
        std::tuple{
            field("target_type", &F::target_type, "One of these; may be repeated."),
            field("target_id", &F::target_id, "To what has this number."),
            field("user_id", &F::user_id, "Of this user. Only superusers see those of others."),
        },
        Marked::fields());
  }
};

struct SubscriptionEventFilter : listing::Paging {
  std::optional<UserId> subscriber_id = {};
  std::optional<std::string> event_type = {};

  static constexpr auto fields() {
    using json::field;
    using F = SubscriptionEventFilter;
    return std::tuple_cat(std::tuple{field("subscriber_id", &F::subscriber_id,
                                           "Whose: yours, which has to be said; superusers may ask for anybody's."),
                                     field("event_type", &F::event_type, "Part of the type; % and _ are wildcards.")},
                          Paging::fields());
  }
};

}  // namespace subscription
