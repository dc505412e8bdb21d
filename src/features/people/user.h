#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "auth/actor.h"
#include "base/time.h"
#include "json/fields.h"
#include "listing/paging.h"

namespace people {

struct User {
  static constexpr std::string_view type_name = "User";

  std::optional<std::string> full_name;
  std::optional<std::string> openid;
  std::optional<std::string> email;
  bool is_superuser = false;
  std::optional<Time> last_login;
  bool enable_login = true;
  UserId id;
  std::optional<Time> created_at;
  std::optional<Time> updated_at;

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("full_name", &User::full_name, "What people call them."),
        field("openid", &User::openid, "The identity they log in with; null for everybody but themselves."),
        field("email", &User::email, "Null for everybody but themselves and superusers."),
        field("is_superuser", &User::is_superuser, "Whether they administer this instance."),
        field("last_login", &User::last_login, "When they last logged in."),
        field("enable_login", &User::enable_login, "Whether they may log in and their tokens work."),
        field("id", &User::id, "Never reused."),
        field("created_at", &User::created_at, "Null for everybody but themselves."),
        field("updated_at", &User::updated_at, "Null for everybody but themselves."),
    };
  }
};

struct NewUser {
  static constexpr std::string_view type_name = "NewUser";
  static constexpr std::string_view argument = "user";
  static constexpr std::array<std::string_view, 4> ignored = {"id", "created_at", "updated_at", "last_login"};

  std::string full_name;
  std::string email;
  std::optional<std::string> openid = {};
  bool is_superuser = false;
  bool enable_login = true;

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("full_name", &NewUser::full_name, "What people call them.", {.min = 3, .max = 255, .required = true}),
        field("email", &NewUser::email, "Theirs alone.", {.min = 5, .max = 255, .required = true}),
        field("openid", &NewUser::openid, "The identity they log in with.", {.max = 255}),
        field("is_superuser", &NewUser::is_superuser, "Whether they administer this instance."),
        field("enable_login", &NewUser::enable_login, "Whether they may log in."),
    };
  }
};

struct UserChange {
  static constexpr std::string_view type_name = "UserChange";
  static constexpr std::string_view argument = "user";
  static constexpr std::array<std::string_view, 4> ignored = {"id", "created_at", "updated_at", "last_login"};

  std::optional<std::string> full_name = {};
  std::optional<std::string> email = {};
  json::Change<std::string> openid = {};
  std::optional<bool> is_superuser = {};
  std::optional<bool> enable_login = {};

  static constexpr auto fields() {
    using json::field;
    return std::tuple{
        field("full_name", &UserChange::full_name, "What people call them.", {.min = 3, .max = 255, .not_null = true}),
        field("email", &UserChange::email, "Theirs alone.", {.min = 5, .max = 255, .not_null = true}),
        field("openid", &UserChange::openid, "The identity they log in with.", {.max = 255}),
        field("is_superuser", &UserChange::is_superuser, "Only superusers change this."),
        field("enable_login", &UserChange::enable_login, "Only superusers change this."),
    };
  }
};

struct UserFilter : listing::Paging {
  std::optional<std::string> full_name = {};
  std::optional<std::string> email = {};
  std::optional<std::string> openid = {};

  static constexpr auto fields() {
    using json::field;
    return std::tuple_cat(
        std::tuple{
            field("full_name", &UserFilter::full_name, "Part of the name; % and _ are wildcards."),
            field("email", &UserFilter::email, "The whole address; matches only oneself, for superusers anyone."),
            field("openid", &UserFilter::openid, "The whole identity; matches only oneself, for superusers anyone."),
        },
        Paging::fields());
  }
};

// Somebody named in an input by a whole User object, of which only the id counts.
struct UserRef {
  static constexpr std::string_view type_name = "UserRef";
  static constexpr std::string_view argument = "user";
  static constexpr bool ignores_unknown = true;

  UserId id;

  static constexpr auto fields() { return std::tuple{json::field("id", &UserRef::id, "Who.")}; }
};

}  // namespace people
