#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "auth/actor.h"
#include "base/time.h"
#include "json/fields.h"

using TokenId = Id<struct TokenTag>;
using RefreshTokenId = Id<struct RefreshTokenTag>;

namespace people {

// What renews an access token. Its secret is never told again.
struct RefreshToken {
  static constexpr std::string_view type_name = "RefreshToken";

  UserId user_id;
  std::optional<std::string> refresh_token;
  std::int64_t expires_in = 0;
  RefreshTokenId id;
  std::optional<Time> created_at;
  std::optional<Time> updated_at;

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("user_id", &RefreshToken::user_id, "Whose it is."),
        field("refresh_token", &RefreshToken::refresh_token, "Null: only its hash is kept."),
        field("expires_in", &RefreshToken::expires_in, "Seconds that it lasts from created_at on."),
        field("id", &RefreshToken::id, "Never reused."),
        field("created_at", &RefreshToken::created_at, "When it was made."),
        field("updated_at", &RefreshToken::updated_at, "When it was last changed; null if never."),
    };
  }
};

struct AccessToken {
  static constexpr std::string_view type_name = "AccessToken";

  UserId user_id;
  std::optional<std::string> access_token;
  std::int64_t expires_in = 0;
  json::Unless<RefreshToken> refresh_token;
  TokenId id;
  std::optional<Time> created_at;
  std::optional<Time> updated_at;

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("user_id", &AccessToken::user_id, "For whom it speaks."),
        field("access_token", &AccessToken::access_token,
              "The secret, told by the answer that makes it; null ever after, for only its hash is kept."),
        field("expires_in", &AccessToken::expires_in, "Seconds that it lasts from created_at on."),
        field("refresh_token", &AccessToken::refresh_token, "Only where there is one."),
        field("id", &AccessToken::id, "Never reused."),
        field("created_at", &AccessToken::created_at, "When it was made."),
        field("updated_at", &AccessToken::updated_at, "When it was last changed; null if never."),
    };
  }
};

struct NewAccessToken {
  static constexpr std::string_view type_name = "NewAccessToken";
  static constexpr std::string_view argument = "access_token";
  static constexpr std::array<std::string_view, 4> ignored = {"id", "created_at", "updated_at", "refresh_token"};

  std::optional<UserId> user_id = {};
  std::int64_t expires_in = 0;
  std::optional<std::string> access_token = {};

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("user_id", &NewAccessToken::user_id, "Nobody but the user in the address."),
        field("expires_in", &NewAccessToken::expires_in, "Seconds that it lasts, from 1 to 2147483647.",
              {.required = true}),
        field("access_token", &NewAccessToken::access_token,
              "A secret of your own, of 8 to 100 visible ASCII characters; a random one if absent.", {.max = 100}),
    };
  }
};

struct AccessTokenChange {
  static constexpr std::string_view type_name = "AccessTokenChange";
  static constexpr std::string_view argument = "access_token";
  static constexpr std::array<std::string_view, 6> ignored = {"id",      "created_at",   "updated_at",
                                                              "user_id", "access_token", "refresh_token"};

  std::optional<std::int64_t> expires_in = {};

  static constexpr auto fields() {
    return std::tuple{json::field("expires_in", &AccessTokenChange::expires_in,
                                  "Seconds that it lasts from created_at on, from 1 to 2147483647.",
                                  {.not_null = true})};
  }
};

}  // namespace people
